import type { Table } from '../schema/table.ts';
import type { Value, Values } from '../store/row.ts';

/** Columns that Dataverse computes from others: full name, address block, an activity's kind, a note's parent table. */
export function derivedColumns(table: Table, changes: Values, row: Values): Values {
  return {
    ...fullName(table, changes, row),
    ...addressBlock(table, changes, row),
    ...parentCustomer(table, changes),
    ...noteParent(table, changes),
    ...(table.name === 'serviceendpoint' && 'authvalue' in changes && { isauthvalueset: changes.authvalue !== null }),
  };
}

/** Default of the organisation setting for full names: first name, last name. */
function fullName(table: Table, changes: Values, row: Values): Values {
  if (!table.columns.has('fullname') || !('firstname' in changes || 'lastname' in changes)) return {};
  const name = joined([row.firstname, row.lastname], ' ');
  return { fullname: name, ...(table.columns.has('yomifullname') && { yomifullname: name }) };
}

function addressBlock(table: Table, changes: Values, row: Values): Values {
  if (!table.columns.has('address1_composite')) return {};
  if (!Object.keys(changes).some((column) => addressColumns.has(column))) return {};
  const town = joined([row.address1_postalcode, row.address1_city, row.address1_stateorprovince], ' ');
  const lines = [row.address1_line1, row.address1_line2, row.address1_line3, town, row.address1_country];
  return { address1_composite: joined(lines, '\r\n') };
}

const addressColumns: ReadonlySet<string> = new Set([
  'address1_line1',
  'address1_line2',
  'address1_line3',
  'address1_postalcode',
  'address1_city',
  'address1_stateorprovince',
  'address1_country',
]);

function parentCustomer(table: Table, changes: Values): Values {
  const parent = changes.parentcustomerid;
  if (table.name !== 'contact' || parent === undefined) return {};
  const kind = typeof parent === 'object' && parent !== null ? parent.table : '';
  return { accountid: kind === 'account' ? parent : null, parentcontactid: kind === 'contact' ? parent : null };
}

function noteParent(table: Table, changes: Values): Values {
  const parent = changes.objectid;
  if (table.name !== 'annotation' || typeof parent !== 'object' || parent === null) return {};
  return { objecttypecode: parent.table };
}

function joined(parts: readonly (Value | undefined)[], separator: string): string | null {
  const texts = parts.filter((part) => typeof part === 'string' && part !== '');
  return texts.length === 0 ? null : texts.join(separator);
}
