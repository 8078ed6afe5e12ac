import { z } from 'zod';
import type { Transaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import { messageIds } from '../organisation/message-ids.ts';
import { numberOf, type Row, referenceOf, textOf } from '../store/row.ts';

const named = z.object({ column: z.string() });
const consent = named.extend({ until: z.string().optional() });

/** The parts of a settings document that name columns of a table. */
const documentShape = z.object({
  tables: z.record(
    z.string(),
    z.object({
      address: z.record(z.string(), z.string()).optional(),
      fields: z.array(named).optional(),
      conditions: z.array(named).optional(),
      consents: z.array(consent).optional(),
      stop: z.record(z.string(), z.array(z.string())).optional(),
    }),
  ),
});

/** Who is active and why, besides what is mapped. */
const alwaysWatched = ['statecode', 'statuscode'];

/**
 * Sets the column filter of the webhook steps on Update of each table in the document, as the console does in the administrator's
 * session when she saves it. A document of another shape moves nothing.
 */
export function moveWatchedColumns(tx: Transaction, document: unknown): void {
  const parsed = documentShape.safeParse(document);
  const table = tx.org.schema.table('sdkmessageprocessingstep');
  if (!parsed.success || !table) return;
  for (const [name, { address = {}, fields = [], conditions = [], consents = [], stop = {} }] of Object.entries(
    parsed.data.tables,
  )) {
    const columns = [
      ...Object.values(address),
      ...[...fields, ...conditions, ...consents].map(({ column }) => column),
      ...consents.flatMap(({ until }) => until ?? []),
      ...Object.values(stop).flat(),
      ...alwaysWatched,
    ];
    const filteringattributes = [...new Set(columns)].toSorted().join(',');
    for (const step of updateSteps(tx, name)) {
      if (textOf(step, 'filteringattributes') !== filteringattributes)
        updateRow(tx, table, step.id, { filteringattributes });
    }
  }
}

function updateSteps({ org }: Transaction, table: string): readonly Row[] {
  return [...org.store.rows('sdkmessageprocessingstep').all()].filter((step) => {
    const filter = org.store.rows('sdkmessagefilter').get(referenceOf(step, 'sdkmessagefilterid')?.id ?? '');
    return (
      referenceOf(step, 'sdkmessageid')?.id === messageIds.get('Update') &&
      referenceOf(step, 'eventhandler')?.table === 'serviceendpoint' &&
      filter !== undefined &&
      textOf(filter, 'primaryobjecttypecode') === table &&
      numberOf(step, 'mode') === 1
    );
  });
}
