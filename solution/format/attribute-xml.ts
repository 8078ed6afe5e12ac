import { attributeElement, integerDetails, optionSetElement, textDetails } from './attribute-element.ts';
import { labels } from './labels-xml.ts';
import type { Column, Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** `<attribute>` of a column that we add to `table`. */
export function attributeXml(table: string, column: Column): Xml {
  const required = column.type === 'text' && column.required ? 'required' : 'none';
  const facts = { name: column.name, type: typeName(column), label: column.label, custom: true, required } as const;
  return attributeElement(facts, details(table, column));
}

function typeName(column: Column): string {
  switch (column.type) {
    case 'text':
      return 'nvarchar';
    case 'memo':
      return 'ntext';
    case 'integer':
      return 'int';
    case 'boolean':
      return 'bit';
    case 'choice':
      return 'picklist';
    case 'lookup':
      return 'lookup';
  }
}

function details(table: string, column: Column): readonly Xml[] {
  switch (column.type) {
    case 'text':
      return textDetails(column.maxLength);
    case 'memo':
      return [text('Format', 'textarea'), text('MaxLength', column.maxLength)];
    case 'integer':
      return integerDetails(0);
    case 'boolean':
      return [text('AppDefaultValue', 0), choices(table, column, 'bit', yesAndNo)];
    case 'choice':
      // -1: an empty choice stays empty.
      return [text('AppDefaultValue', -1), choices(table, column, 'picklist', column.options)];
    case 'lookup':
      return [text('LookupStyle', 'single'), element('LookupTypes')];
  }
}

type Options = readonly { readonly value: number; readonly label: Label }[];

const yesAndNo: Options = [
  { value: 1, label: { en: 'Yes', nl: 'Ja' } },
  { value: 0, label: { en: 'No', nl: 'Nee' } },
];

/** Named after table and column, as Dataverse does: the same column is on several tables, and names of choices are unique. */
function choices(table: string, column: Column, type: string, options: Options): Xml {
  const all = options.map(({ value, label }) =>
    element('option', { value }, [element('labels', {}, labels('label', label))]),
  );
  return optionSetElement(`${table}_${column.name}`, type, column.label, element('options', {}, all));
}
