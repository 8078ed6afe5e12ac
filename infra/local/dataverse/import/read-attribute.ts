import type { Column, ColumnType, Option, TextFormat } from '../schema/table.ts';
import { child, childrenNamed, numberIn, textIn, type Xml } from './xml.ts';

/** Attribute types of customizations.xml. Those without a column type of ours are named as not understood. */
const types: ReadonlyMap<string, ColumnType> = new Map([
  ['primarykey', 'key'],
  ['uniqueidentifier', 'guid'],
  ['nvarchar', 'text'],
  ['ntext', 'memo'],
  ['int', 'integer'],
  ['bigint', 'bigint'],
  ['decimal', 'decimal'],
  ['float', 'decimal'],
  ['money', 'money'],
  ['bit', 'boolean'],
  ['datetime', 'datetime'],
  ['picklist', 'choice'],
  ['multiselectpicklist', 'choices'],
  ['lookup', 'lookup'],
  ['customer', 'lookup'],
  ['owner', 'lookup'],
  ['state', 'state'],
  ['status', 'status'],
]);

/**
 * One `<attribute>`. A lookup's targets come later, from the relationships. `globalOptions`: choices the zip defines once for
 * several columns. Undefined for a type we do not have.
 */
export function readAttribute(
  attribute: Xml,
  globalOptions: ReadonlyMap<string, readonly Option[]>,
): Column | undefined {
  const type = types.get(textIn(attribute, 'Type'));
  if (!type) return undefined;
  const name = textIn(attribute, 'LogicalName') || textIn(attribute, 'Name').toLowerCase();
  const maxLength = numberIn(attribute, 'MaxLength');
  const options = readOptions(attribute) ?? globalOptions.get(textIn(attribute, 'OptionSetName')) ?? [];
  const initial = readInitial(type, attribute);
  return {
    name,
    schemaName: attribute.attributes.PhysicalName ?? name,
    type: type === 'datetime' && textIn(attribute, 'Format') === 'date' ? 'date' : type,
    label: firstLabel(child(attribute, 'displaynames')) ?? name,
    ...(maxLength !== undefined && { maxLength }),
    ...formatOf(type, textIn(attribute, 'Format')),
    ...(/required$/i.test(textIn(attribute, 'RequiredLevel')) && { required: true }),
    options,
    targets: [],
    readOnly: textIn(attribute, 'ValidForCreateApi') === '0' && textIn(attribute, 'ValidForUpdateApi') === '0',
    writeOnly: false,
    secured: textIn(attribute, 'IsSecured') === '1',
    custom: textIn(attribute, 'IsCustomField') === '1',
    ...(initial !== undefined && { initial }),
  };
}

const formats: ReadonlyMap<string, TextFormat> = new Map([
  ['email', 'Email'],
  ['phone', 'Phone'],
  ['url', 'Url'],
]);

function formatOf(type: ColumnType, name: string): { readonly format?: TextFormat } {
  const format = type === 'text' ? formats.get(name.toLowerCase()) : undefined;
  return format ? { format } : {};
}

/** The English description, else the first. */
export function firstLabel(labels: Xml | undefined): string | undefined {
  const english = labels?.children.find(({ attributes }) => attributes.languagecode === '1033');
  return (english ?? labels?.children[0])?.attributes.description;
}

function readOptions(attribute: Xml): readonly Option[] | undefined {
  const set = child(attribute, 'optionset');
  return set && readOptionSet(set);
}

/** `<options>`, `<states>` or `<statuses>` of an option set. */
export function readOptionSet(set: Xml): readonly Option[] {
  const list = child(set, 'options') ?? child(set, 'states') ?? child(set, 'statuses');
  return ['option', 'state', 'status']
    .flatMap((kind) => childrenNamed(list, kind))
    .map((option) => ({
      value: Number(option.attributes.value),
      label: firstLabel(child(option, 'labels')) ?? '',
      ...(option.attributes.state !== undefined && { state: Number(option.attributes.state) }),
    }));
}

/** A two-option column always has a value; without AppDefaultValue it is no. -1 means that a choice has none. */
function readInitial(type: ColumnType, attribute: Xml): number | boolean | undefined {
  const value = numberIn(attribute, 'AppDefaultValue');
  if (type === 'boolean') return value === 1;
  return type === 'choice' && value !== undefined && value >= 0 ? value : undefined;
}
