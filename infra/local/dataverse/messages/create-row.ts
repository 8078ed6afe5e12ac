import { duplicateRecord } from '../errors.ts';
import { newGuid } from '../guid.ts';
import { toIsoTime } from '../iso-time.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import type { Table } from '../schema/table.ts';
import { isReference, type Values, withChanges } from '../store/row.ts';
import { checkParents, checkTableRules } from './check-table-rules.ts';
import { demandCreate } from './demand-privileges.ts';
import { derivedColumns } from './derived-columns.ts';
import { stateColumns } from './state-columns.ts';
import type { Transaction } from './transaction.ts';

export type CreateOptions = { readonly id?: string; readonly depth?: number };

/** Message Create. Gives the new row's id; an id that is taken throws 412 (DuplicateRecord). */
export function createRow(tx: Transaction, table: Table, sent: Values, options: CreateOptions = {}): string {
  const id = options.id ?? newGuid(tx.now);
  if (tx.get(table.name, id)) throw duplicateRecord();
  demandCreate(tx, table, sent);
  checkParents(tx, sent);
  const values = withChanges({ ...initialValues(tx, table, sent) }, { ...sent, ...createState(table, sent) });
  const complete = withChanges(values, derivedColumns(table, values, values));
  checkTableRules(tx, table, complete);
  const row = { id, version: 0n, values: complete };
  tx.put(table.name, row);
  tx.raise({
    message: 'Create',
    table: table.name,
    id,
    depth: options.depth ?? 1,
    sent: Object.keys(sent),
    input: [target(table, id, { ...complete, modifiedonbehalfby: null, [table.key]: id }, true)],
    parentInput: [target(table, id, { ...sent, [table.key]: id }, false)],
    output: [{ key: 'id', value: { kind: 'plain', value: id } }],
    images: new Map(['id', 'Target'].map((name) => [name, { table: table.name, pre: undefined, post: row }])),
  });
  return id;
}

function target(table: Table, id: string, values: Values, labels: boolean) {
  return { key: 'Target', value: { kind: 'entity', table: table.name, id, values, labels } } as const;
}

/** A row is created active; another state than the first needs an update afterwards (attribute `statecode`: not valid for create). */
function createState(table: Table, sent: Values): Values {
  if (!table.columns.has('statecode')) return {};
  return stateColumns(table, { statecode: 0, statuscode: sent.statuscode ?? null });
}

function initialValues(tx: Transaction, table: Table, sent: Values): Values {
  const values: Record<string, Values[string]> = {};
  for (const column of table.columns.values()) {
    if (column.initial !== undefined) values[column.name] = column.initial;
  }
  if (table.owned === 'none') return values;
  const now = toIsoTime(tx.now);
  const user = { table: 'systemuser', id: tx.call.userId };
  Object.assign(values, {
    createdon: sent.overriddencreatedon ?? now,
    modifiedon: now,
    createdby: user,
    modifiedby: user,
  });
  if (table.activity) values.activitytypecode = table.name;
  if (table.owned === 'organization') {
    values.organizationid = { table: 'organization', id: tx.org.identity.id() };
    return values;
  }
  const owner = isReference(sent.ownerid) ? sent.ownerid : user;
  const unit = { table: 'businessunit', id: rootBusinessUnitId };
  return { ...values, ownerid: owner, owninguser: owner, owningbusinessunit: unit };
}
