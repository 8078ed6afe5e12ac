import { isRow, numberOf, type Row, rowsOf, textOf } from './row.ts';
import type { WebApi } from './web-api.ts';

export type Table = {
  readonly name: string;
  readonly entitySet: string;
  readonly idColumn: string;
  readonly nameColumn: string;
  readonly label: string;
  readonly pluralLabel: string;
};

/** `type` is Dataverse's AttributeType: String, Memo, Boolean, Picklist, State, Status, Lookup, DateTime, Integer … */
export type Column = {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly canWrite: boolean;
  readonly maxLength?: number;
  /** `Email`, `Phone`, `Url`, `DateOnly` and the like; absent where a type has no formats. */
  readonly format?: string;
};

export type Metadata = {
  readonly tables: readonly Table[];
  readonly find: (name: string) => Table | undefined;
  /** The columns of a table, read once. */
  readonly columns: (table: string) => Promise<readonly Column[]>;
};

/** Reads which tables the organisation has (learn.microsoft.com, "Query table definitions using the Web API"). */
export async function readMetadata(api: WebApi): Promise<Metadata> {
  const select = 'LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName';
  const tables = rowsOf((await api.read(`EntityDefinitions?$select=${select}`)).value).map(toTable);
  const known = new Map<string, Promise<readonly Column[]>>();
  return {
    tables,
    find: (name) => tables.find((table) => table.name === name),
    columns: (table) => {
      const columns = known.get(table) ?? readColumns(api, table);
      known.set(table, columns);
      columns.catch(() => known.delete(table));
      return columns;
    },
  };
}

async function readColumns(api: WebApi, table: string): Promise<readonly Column[]> {
  const answer = await api.read(`EntityDefinitions(LogicalName='${table}')/Attributes`);
  return rowsOf(answer.value).map(toColumn);
}

function toColumn(row: Row): Column {
  const maxLength = numberOf(row, 'MaxLength');
  return {
    name: textOf(row, 'LogicalName'),
    label: labelOf(row, 'DisplayName') || textOf(row, 'LogicalName'),
    type: textOf(row, 'AttributeType'),
    required: isRow(row.RequiredLevel) && /Required$/.test(textOf(row.RequiredLevel, 'Value')),
    canWrite: row.IsValidForUpdate !== false,
    ...(maxLength !== undefined && { maxLength }),
    ...(textOf(row, 'Format') !== '' && { format: textOf(row, 'Format') }),
  };
}

function toTable(row: Row): Table {
  const name = textOf(row, 'LogicalName');
  const label = labelOf(row, 'DisplayName') || textOf(row, 'SchemaName') || name;
  return {
    name,
    entitySet: textOf(row, 'EntitySetName') || `${name}s`,
    idColumn: textOf(row, 'PrimaryIdAttribute') || `${name}id`,
    nameColumn: textOf(row, 'PrimaryNameAttribute'),
    label,
    pluralLabel: labelOf(row, 'DisplayCollectionName') || `${label}s`,
  };
}

/** A Dataverse Label: the text in the user's language, else the first there is. */
function labelOf(row: Row, property: string): string {
  const label = row[property];
  if (!isRow(label)) return '';
  const own = isRow(label.UserLocalizedLabel) ? textOf(label.UserLocalizedLabel, 'Label') : '';
  const first = rowsOf(label.LocalizedLabels)[0];
  return own || (first ? textOf(first, 'Label') : '');
}
