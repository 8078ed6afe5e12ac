import type { CascadeDelete, Column, ColumnType, LookupTarget, Option, TextFormat } from './table.ts';

/**
 * Reads our shorthand for columns, one a line:
 *
 *     firstname text 50 "First Name"
 *     lastname text 50 required "Last Name"
 *     emailaddress1 text 100 email "Email"
 *     donotemail boolean
 *     followemail boolean =true
 *     gendercode choice 1 Male, 2 Female "Gender"
 *     statuscode status 1 New @0, 3 Qualified @1
 *     parentcustomerid lookup account>contact_customer_accounts contact>contact_customer_contacts
 *
 * After the type: a length, options or lookup targets; then `readonly`, `writeonly`, `required`, the format of a text
 * (`email`, `phone`, `url`), `=default` and a label.
 * A lookup target is `table`, `table>collection` or `table>collection!Cascade`.
 */
export function readColumns(table: TableName, text: string): readonly Column[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => readColumn(table, line));
}

export type TableName = { readonly name: string; readonly activity: boolean };

function readColumn(table: TableName, line: string): Column {
  const [name = '', type = '', rest = '', label] = /^(\S+) (\S+)(.*?)(?:"(.*)")?$/.exec(line)?.slice(1) ?? [];
  const kind = columnType(type);
  const flags = new Set(rest.match(flag));
  const initial = /=(\S+)/.exec(rest)?.[1];
  const details = rest.replace(flag, '').replace(/=\S+/g, '').trim();
  const length = kind === 'text' || kind === 'memo' ? Number(details) : 0;
  return {
    name,
    schemaName: name,
    type: kind,
    label: label ?? readable(name),
    ...(length > 0 && { maxLength: length }),
    ...(flags.has('required') && { required: true }),
    ...[...flags].flatMap((word) => formats.get(word) ?? []).map((format) => ({ format }))[0],
    options: kind === 'choice' || kind === 'state' || kind === 'status' ? readOptions(details) : yesNo(kind),
    targets: kind === 'lookup' ? readTargets(table, name, details) : [],
    readOnly: flags.has('readonly') || kind === 'bigint',
    writeOnly: flags.has('writeonly'),
    secured: false,
    custom: false,
    ...(initial !== undefined && { initial: readInitial(kind, initial) }),
    ...(initial === undefined && kind === 'boolean' && { initial: false }),
  };
}

const flag = /\b(readonly|writeonly|required|email|phone|url)\b/g;

const formats: ReadonlyMap<string, TextFormat> = new Map([
  ['email', 'Email'],
  ['phone', 'Phone'],
  ['url', 'Url'],
]);

function columnType(type: string): ColumnType {
  const found = columnTypes.find((known) => known === type);
  if (!found) throw new Error(`There is no column type ${type}.`);
  return found;
}

const columnTypes: readonly ColumnType[] = [
  'key',
  'guid',
  'text',
  'memo',
  'integer',
  'bigint',
  'decimal',
  'money',
  'boolean',
  'datetime',
  'date',
  'choice',
  'choices',
  'state',
  'status',
  'lookup',
];

function readOptions(text: string): readonly Option[] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [value = '', label = '', state] = /^\s*(\d+) (.*?)(?:\s*@(\d+))?\s*$/.exec(part)?.slice(1) ?? [];
      return { value: Number(value), label, ...(state !== undefined && { state: Number(state) }) };
    });
}

function yesNo(kind: ColumnType): readonly Option[] {
  if (kind !== 'boolean') return [];
  return [
    { value: 1, label: 'Yes' },
    { value: 0, label: 'No' },
  ];
}

/**
 * A lookup to one table is named like its column; one to several carries the table's name behind it; one of an activity carries
 * the activity's name too (entity reference, ReferencingEntityNavigationPropertyName). `ownerid` stands for users and teams.
 */
function lookupNavigation(table: TableName, column: string, target: string, count: number): string {
  const severalTargets = count > 1 || column === 'regardingobjectid';
  const name = column !== 'ownerid' && severalTargets ? `${column}_${target}` : column;
  return table.activity ? `${name}_${table.name}` : name;
}

function readTargets(table: TableName, column: string, text: string): readonly LookupTarget[] {
  const parts = text.split(' ').filter((part) => part !== '');
  return parts.map((part) => {
    const [target = '', collection, onDelete] = /^([^>!]+)(?:>([^!]+))?(?:!(.+))?$/.exec(part)?.slice(1) ?? [];
    const relationship = collection ?? `${target}_${table.name}_${column}`;
    return {
      table: target,
      relationship,
      collection: relationship,
      navigation: lookupNavigation(table, column, target, parts.length),
      onDelete: cascade(onDelete),
    };
  });
}

function cascade(text: string | undefined): CascadeDelete {
  return text === 'Cascade' || text === 'Restrict' || text === 'NoCascade' ? text : 'RemoveLink';
}

function readInitial(kind: ColumnType, text: string): string | number | boolean {
  if (kind === 'boolean') return text === 'true';
  return kind === 'text' ? text : Number(text);
}

function readable(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
}
