import { readColumns, type TableName } from './read-columns.ts';
import type { Column, Table } from './table.ts';

export type TableDescription = Partial<Omit<Table, 'columns' | 'name' | 'set' | 'code' | 'alternateKeys'>> & {
  readonly name: string;
  readonly set: string;
  readonly code: number;
  /** The table's own columns in the shorthand of `read-columns.ts`. */
  readonly columns: string;
};

/** A standard table from our shorthand, with the columns that every table of its kind has. */
export function makeTable(description: TableDescription): Table {
  const key = description.key ?? `${description.name}id`;
  const owned = description.owned ?? 'user';
  const name = { name: description.name, activity: description.activity ?? false };
  const own = readColumns(name, `${key} key\n${description.columns}`);
  return {
    schemaName: description.name,
    label: description.name,
    pluralLabel: description.set,
    custom: false,
    activity: false,
    changeTracking: true,
    alternateKeys: new Map(),
    ...description,
    key,
    owned,
    columns: withSystemColumns(name, owned, own),
  };
}

/** Adds the columns that Dataverse itself gives to a table; columns of the table's own stand. */
export function withSystemColumns(
  table: TableName,
  owned: Table['owned'],
  own: readonly Column[],
): ReadonlyMap<string, Column> {
  const columns = new Map(readColumns(table, systemColumns[owned]).map((column) => [column.name, column]));
  for (const column of own) columns.set(column.name, column);
  return columns;
}

const everyTable = `
createdon datetime readonly "Created On"
createdby lookup systemuser!NoCascade readonly "Created By"
modifiedon datetime readonly "Modified On"
modifiedby lookup systemuser!NoCascade readonly "Modified By"
createdonbehalfby lookup systemuser!NoCascade readonly
modifiedonbehalfby lookup systemuser!NoCascade readonly
overriddencreatedon datetime
importsequencenumber integer
timezoneruleversionnumber integer
utcconversiontimezonecode integer
versionnumber bigint "Version Number"
`;

const systemColumns: Readonly<Record<Table['owned'], string>> = {
  none: 'versionnumber bigint',
  organization: `${everyTable}organizationid lookup organization!NoCascade readonly`,
  user: `${everyTable}
ownerid lookup systemuser!NoCascade "Owner"
owninguser lookup systemuser!NoCascade readonly
owningbusinessunit lookup businessunit!NoCascade readonly
`,
};
