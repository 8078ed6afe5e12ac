import { z } from 'zod';
import { readGuid } from '../guid.ts';
import type { StandIn } from '../server/stand-in.ts';
import type { Control } from './control.ts';

const columnsSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
const dropSchema = z.object({ table: z.string(), drop: z.array(z.string()) });
const hideSchema = z.object({ table: z.string(), ids: z.array(z.string()) });

/** `POST /secureColumns {"table","columns"}`: columns under column security, without a profile for the application user. Replaces the list. */
export const secureColumns: Control = ({ org }, body) => {
  const { table, columns } = columnsSchema.parse(body);
  for (const column of columns) columnOf(org, table, column);
  org.access.secureColumns(table, columns);
};

/** `POST /columns {"table","drop"}`: columns that are gone. Replaces the list. */
export const dropColumns: Control = ({ org }, body) => {
  const { table, drop } = dropSchema.parse(body);
  for (const column of drop) columnOf(org, table, column);
  org.access.dropColumns(table, drop);
};

/** `POST /hideRows {"table","ids"}`: rows the application user has no privilege for. Replaces the list. */
export const hideRows: Control = ({ org }, body) => {
  const { table, ids } = hideSchema.parse(body);
  org.access.hideRows(
    table,
    ids.map((id) => readGuid(id) ?? id),
  );
};

function columnOf(org: StandIn['org'], table: string, column: string): void {
  if (!org.schema.table(table)?.columns.has(column)) throw new Error(`There is no column ${table}.${column}.`);
}
