import type { Label } from './table.ts';
import { element, type Xml } from './xml.ts';

/** One child per language, as Dataverse writes labels: `<displayname description="…" languagecode="1033" />`. */
export function labels(name: string, label: Label): readonly Xml[] {
  return [
    element(name, { description: label.en, languagecode: 1033 }),
    element(name, { description: label.nl, languagecode: 1043 }),
  ];
}
