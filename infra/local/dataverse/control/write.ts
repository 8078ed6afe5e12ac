import { z } from 'zod';
import { readGuid } from '../guid.ts';
import { createRow } from '../messages/create-row.ts';
import { deleteRow } from '../messages/delete-row.ts';
import { inTransaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Table } from '../schema/table.ts';
import type { Value, Values } from '../store/row.ts';
import { readColumnValue } from '../web-api/read-column-value.ts';
import type { Control } from './control.ts';
import { systemCall } from './system-call.ts';

const bodySchema = z.object({
  table: z.string(),
  id: z.guid(),
  set: z.record(z.string(), z.unknown()).exactOptional(),
  delete: z.literal(true).exactOptional(),
});

/**
 * `POST /write {"table","id","set"}` or `{…,"delete":true}`: writes past every step, as administrators' tools do. Columns by their
 * logical names, a lookup as an id or as `{"table","id"}`; a row that is missing is created.
 */
export const write: Control = async ({ org }, body) => {
  const order = bodySchema.parse(body);
  const table = org.schema.table(order.table);
  if (!table) throw new Error(`There is no table ${order.table}.`);
  const id = order.id.toLowerCase();
  await inTransaction(org, systemCall({ quiet: true }), (tx) => {
    if (order.delete) return void deleteRow(tx, table, id);
    const values = readSet(org, table, order.set ?? {});
    if (tx.get(table.name, id)) updateRow(tx, table, id, values);
    else {
      createRow(tx, table, values, { id });
      // Only an update can set another state than the first.
      if (values.statecode !== undefined && values.statecode !== 0) updateRow(tx, table, id, values);
    }
  });
};

function readSet(org: Organisation, table: Table, set: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(set)) {
    const column = table.columns.get(name);
    if (!column) throw new Error(`There is no column ${table.name}.${name}.`);
    values[name] =
      column.type === 'lookup'
        ? readLookup(
            org,
            column.targets.map((target) => target.table),
            value,
          )
        : readColumnValue(table, column, value);
  }
  return values;
}

const referenceSchema = z.object({ table: z.string(), id: z.guid() });

function readLookup(org: Organisation, targets: readonly string[], value: unknown): Value {
  if (value === null) return null;
  const reference = referenceSchema.safeParse(value);
  if (reference.success) return { table: reference.data.table, id: reference.data.id.toLowerCase() };
  const id = readGuid(String(value));
  const table = targets.find((target) => id !== undefined && org.store.rows(target).get(id)) ?? targets[0];
  if (id === undefined || table === undefined) throw new Error(`'${String(value)}' is no reference.`);
  return { table, id };
}
