import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { mergeRows } from '../messages/merge-rows.ts';
import { inTransaction } from '../messages/transaction.ts';
import type { Schema } from '../schema/schema.ts';
import type { Table } from '../schema/table.ts';
import { readJsonObject, readValues } from '../web-api/read-values.ts';
import { noContent } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

const entitySchema = z.looseObject({ '@odata.type': z.string() });

const bodySchema = z.object({
  Target: entitySchema,
  Subordinate: entitySchema,
  UpdateContent: entitySchema.nullish(),
  PerformParentingChecks: z.boolean().default(false),
});

/** Action Merge: `{"Target","Subordinate","UpdateContent","PerformParentingChecks"}`, each row with its `@odata.type` and key. */
export const merge: Operation = {
  name: 'Merge',
  run: async (api, request) => {
    const parsed = bodySchema.safeParse(readJsonObject(request.body));
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error), '0x80048d19');
    const { Target, Subordinate, UpdateContent, PerformParentingChecks } = parsed.data;
    const table = tableOf(api.org.schema, Target['@odata.type']);
    await inTransaction(api.org, api.call, (tx) =>
      mergeRows(tx, table, {
        winner: idOf(table, Target),
        loser: idOf(table, Subordinate),
        content: UpdateContent ? readValues(api.org, table, UpdateContent) : {},
        performParentingChecks: PerformParentingChecks,
      }),
    );
    return noContent();
  },
};

/** `Microsoft.Dynamics.CRM.contact`, with or without a hash before it. */
function tableOf(schema: Schema, type: string): Table {
  const table = schema.table(type.replace(/^#?(?:Microsoft\.Dynamics\.CRM|mscrm)\./, ''));
  if (!table) throw badRequest(`There is no entity type ${type}.`, '0x80048d19');
  return table;
}

function idOf(table: Table, entity: Readonly<Record<string, unknown>>): string {
  const id = readGuid(String(entity[table.key] ?? ''));
  if (id === undefined) throw badRequest(`The body must name ${table.key}.`, '0x80048d19');
  return id;
}
