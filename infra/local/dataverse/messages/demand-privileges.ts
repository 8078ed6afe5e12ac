import type { Verb } from '../organisation/privileges.ts';
import type { Table } from '../schema/table.ts';
import { isReference, type Values } from '../store/row.ts';
import type { Transaction } from './transaction.ts';

/** Throws 403 unless the caller's roles let her create such a row and hang it on the rows it points to. */
export function demandCreate(tx: Transaction, table: Table, sent: Values): void {
  demand(tx, 'Create', table);
  demandLinks(tx, table, sent);
}

/** As for a create; another owner needs Assign. */
export function demandUpdate(tx: Transaction, table: Table, sent: Values): void {
  demand(tx, 'Write', table);
  if (sent.ownerid !== undefined) demand(tx, 'Assign', table);
  demandLinks(tx, table, sent);
}

export function demandDelete(tx: Transaction, table: Table): void {
  demand(tx, 'Delete', table);
}

/** A lookup needs Append on the row that holds it and AppendTo on the row it points to (page "security roles and privileges"). */
function demandLinks(tx: Transaction, table: Table, sent: Values): void {
  for (const [column, value] of Object.entries(sent)) {
    const target = isReference(value) && column !== 'ownerid' ? tx.org.schema.table(value.table) : undefined;
    if (!target) continue;
    demand(tx, 'Append', table);
    demand(tx, 'AppendTo', target);
  }
}

function demand({ org, call }: Transaction, verb: Verb, table: Table): void {
  if (!call.seesAll) org.privileges.demand(call.userId, verb, table);
}
