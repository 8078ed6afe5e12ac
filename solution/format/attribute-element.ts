import { labels } from './labels-xml.ts';
import type { Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

export type AttributeFacts = {
  readonly name: string;
  readonly type: string;
  readonly label: Label;
  readonly custom: boolean;
  readonly required?: 'none' | 'required' | 'systemrequired';
  /** Where the column may be used; the default is everywhere. */
  readonly mask?: string;
  readonly canCreate?: boolean;
  readonly canUpdate?: boolean;
  /** Computed from another column, not stored. */
  readonly logical?: true;
};

/** `<attribute>` with `details` of its type, children in the order of Dataverse's own exports. */
export function attributeElement(facts: AttributeFacts, details: readonly Xml[]): Xml {
  return element('attribute', { PhysicalName: facts.name }, [
    text('Type', facts.type),
    text('Name', facts.name),
    text('LogicalName', facts.name),
    text('RequiredLevel', facts.required ?? 'none'),
    text('DisplayMask', facts.mask ?? 'ValidForAdvancedFind|ValidForForm|ValidForGrid'),
    text('ImeMode', 'auto'),
    text('ValidForUpdateApi', facts.canUpdate === false ? 0 : 1),
    text('ValidForReadApi', 1),
    text('ValidForCreateApi', facts.canCreate === false ? 0 : 1),
    text('IsCustomField', facts.custom ? 1 : 0),
    text('IsAuditEnabled', facts.custom ? 1 : 0),
    ...(facts.logical ? [text('IsLogical', 1)] : []),
    text('IsSecured', 0),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsCustomizable', 1),
    text('IsRenameable', 1),
    ...details,
    element('displaynames', {}, labels('displayname', facts.label)),
  ]);
}

/** `<optionset>` of one column, with its `<options>`, `<states>` or `<statuses>`. */
export function optionSetElement(name: string, type: string, label: Label, content: Xml): Xml {
  return element('optionset', { Name: name }, [
    text('OptionSetType', type),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsCustomizable', 1),
    element('displaynames', {}, labels('displayname', label)),
    content,
  ]);
}

export function textDetails(maxLength: number): readonly Xml[] {
  return [text('Format', 'text'), text('MaxLength', maxLength), text('Length', maxLength * 2)];
}

export function integerDetails(least: number): readonly Xml[] {
  return [text('Format', ''), text('MinValue', least), text('MaxValue', 2147483647)];
}
