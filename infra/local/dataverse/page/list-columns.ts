import type { Column, Table } from './metadata.ts';

export type ListColumn = {
  readonly name: string;
  readonly label: string;
  readonly type: string;
};

/** As the views of a real organisation would have them; a column that is not there is left out. */
const chosen: Readonly<Record<string, readonly string[]>> = {
  contact: ['fullname', 'emailaddress1', 'telephone1', 'parentcustomerid', 'address1_city', 'statuscode'],
  lead: ['fullname', 'subject', 'emailaddress1', 'companyname', 'statuscode'],
  account: ['name', 'emailaddress1', 'telephone1', 'address1_city', 'statuscode'],
  assent_permission: [
    'assent_subscriptionid',
    'assent_channel',
    'assent_granted',
    'assent_contactid',
    'assent_leadid',
    'assent_accountid',
    'assent_source',
  ],
  assent_job: ['assent_kind', 'assent_argument', 'assent_status', 'assent_progress', 'createdon'],
  assent_issue: ['assent_code', 'assent_message', 'assent_table', 'assent_attempts', 'assent_status', 'createdon'],
};

const mostOwnColumns = 4;
const shownTypes = ['String', 'Boolean', 'Picklist', 'Lookup', 'Integer', 'Memo'];

/** The columns of a table's list: chosen ones, else the name and the table's own first columns. */
export function toListColumns(table: Table, columns: readonly Column[]): readonly ListColumn[] {
  const names = chosen[table.name] ?? [table.nameColumn, ...ownColumns(table, columns), 'modifiedon'];
  return names.flatMap((name) => {
    const column = columns.find((one) => one.name === name);
    return column ? [{ name, label: column.label, type: column.type }] : [];
  });
}

/** By name; lists that do not show names have the newest on top. */
export function usualSort(table: Table): { readonly column: string; readonly descending: boolean } {
  const showsName = chosen[table.name]?.includes(table.nameColumn) ?? true;
  return showsName ? { column: table.nameColumn, descending: false } : { column: 'createdon', descending: true };
}

function ownColumns(table: Table, columns: readonly Column[]): readonly string[] {
  return columns
    .filter(({ name, type }) => name.includes('_') && name !== table.idColumn && shownTypes.includes(type))
    .map(({ name }) => name)
    .filter((name) => name !== table.nameColumn)
    .slice(0, mostOwnColumns);
}
