import type { Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** A RESX file of one language: what `Xrm.Utility.getResourceString` looks in. Keys in order of the alphabet. */
export function resx(texts: Readonly<Record<string, Label>>, language: 'en' | 'nl'): Xml {
  const header = (name: string, value: string) => element('resheader', { name }, [text('value', value)]);
  const reader = 'System.Resources.ResX';
  const assembly = 'System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089';
  const data = Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, label]) => element('data', { name, 'xml:space': 'preserve' }, [text('value', label[language])]));
  const root = element('root', {}, [
    header('resmimetype', 'text/microsoft-resx'),
    header('version', '2.0'),
    header('reader', `${reader}ResourceReader, ${assembly}`),
    header('writer', `${reader}ResourceWriter, ${assembly}`),
    ...data,
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}
