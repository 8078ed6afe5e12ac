import { labels } from './labels-xml.ts';
import type { Column, Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** `<attribute>` of a column, children in the order of Dataverse's own exports. */
export function attributeXml(column: Column): Xml {
  return attribute(
    column.name,
    typeName(column),
    column.label,
    { custom: true, required: isRequired(column) },
    details(column),
  );
}

/** The key column of a table of ours. */
export function primaryKeyXml(table: string, label: Label): Xml {
  return attribute(`${table}id`, 'primarykey', label, { custom: false, required: 'systemrequired' }, []);
}

/** The primary name column of a table of ours. */
export function primaryNameXml(name: string, label: Label, maxLength: number): Xml {
  return attribute(
    name,
    'nvarchar',
    label,
    { custom: true, required: 'none', primaryName: true },
    textDetails(maxLength),
  );
}

/** `statecode` and `statuscode`: Active and Inactive. */
export function stateXml(table: string): readonly Xml[] {
  const active: Label = { en: 'Active', nl: 'Actief' };
  const inactive: Label = { en: 'Inactive', nl: 'Inactief' };
  const state = (value: number, defaultStatus: number, name: string, label: Label): Xml =>
    element('state', { value, defaultstatus: defaultStatus, invariantname: name }, [
      element('labels', {}, labels('label', label)),
    ]);
  const status = (value: number, of: number, label: Label): Xml =>
    element('status', { value, state: of }, [element('labels', {}, labels('label', label))]);
  return [
    attribute('statecode', 'state', { en: 'Status', nl: 'Status' }, { custom: false, required: 'systemrequired' }, [
      optionSet(`${table}_statecode`, 'state', { en: 'Status', nl: 'Status' }, [
        element('states', {}, [state(0, 1, 'Active', active), state(1, 2, 'Inactive', inactive)]),
      ]),
    ]),
    attribute('statuscode', 'status', { en: 'Status Reason', nl: 'Statusreden' }, { custom: false, required: 'none' }, [
      optionSet(`${table}_statuscode`, 'status', { en: 'Status Reason', nl: 'Statusreden' }, [
        element('statuses', {}, [status(1, 0, active), status(2, 1, inactive)]),
      ]),
    ]),
  ];
}

type Facts = {
  readonly custom: boolean;
  readonly required: 'none' | 'required' | 'systemrequired';
  readonly primaryName?: true;
};

function attribute(name: string, type: string, label: Label, facts: Facts, details: readonly Xml[]): Xml {
  const mask = facts.primaryName
    ? 'PrimaryName|ValidForAdvancedFind|ValidForForm|ValidForGrid'
    : 'ValidForAdvancedFind|ValidForForm|ValidForGrid';
  return element('attribute', { PhysicalName: name }, [
    text('Type', type),
    text('Name', name),
    text('LogicalName', name),
    text('RequiredLevel', facts.required),
    text('DisplayMask', mask),
    text('ImeMode', 'auto'),
    text('ValidForUpdateApi', type === 'primarykey' ? 0 : 1),
    text('ValidForReadApi', 1),
    text('ValidForCreateApi', type === 'state' ? 0 : 1),
    text('IsCustomField', facts.custom ? 1 : 0),
    text('IsAuditEnabled', 1),
    text('IsSecured', 0),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsCustomizable', 1),
    text('IsRenameable', 1),
    ...details,
    element('displaynames', {}, labels('displayname', label)),
  ]);
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

function isRequired(column: Column): Facts['required'] {
  return column.type === 'text' && column.required ? 'required' : 'none';
}

function details(column: Column): readonly Xml[] {
  switch (column.type) {
    case 'text':
      return textDetails(column.maxLength);
    case 'memo':
      return [text('Format', 'textarea'), text('MaxLength', column.maxLength)];
    case 'integer':
      return [text('Format', ''), text('MinValue', 0), text('MaxValue', 2147483647)];
    case 'boolean':
      return [text('AppDefaultValue', 0), booleanOptions(column)];
    case 'choice':
      return [
        optionSet(column.name, 'picklist', column.label, [
          element(
            'options',
            {},
            column.options.map(({ value, label }) =>
              element('option', { value, IsHidden: 0 }, [element('labels', {}, labels('label', label))]),
            ),
          ),
        ]),
      ];
    case 'lookup':
      return [text('LookupStyle', 'single'), element('LookupTypes')];
  }
}

function booleanOptions(column: Column): Xml {
  const option = (value: number, label: Label): Xml =>
    element('option', { value, IsHidden: 0 }, [element('labels', {}, labels('label', label))]);
  return optionSet(column.name, 'bit', column.label, [
    element('options', {}, [option(1, { en: 'Yes', nl: 'Ja' }), option(0, { en: 'No', nl: 'Nee' })]),
  ]);
}

function optionSet(name: string, type: string, label: Label, content: readonly Xml[]): Xml {
  return element('optionset', { Name: name }, [
    text('OptionSetType', type),
    text('IntroducedVersion', '1.0.0.0'),
    text('IsCustomizable', 1),
    element('displaynames', {}, labels('displayname', label)),
    ...content,
  ]);
}

function textDetails(maxLength: number): readonly Xml[] {
  return [text('Format', 'text'), text('MaxLength', maxLength), text('Length', maxLength * 2)];
}
