import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { createRow } from '../messages/create-row.ts';
import { inTransaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import { textOf } from '../store/row.ts';
import type { Control } from './control.ts';
import { systemCall } from './system-call.ts';
import { moveWatchedColumns } from './watched-columns.ts';

/**
 * `POST /settings`: the body becomes the document of the `settings` row of assent_configurations, through the ordinary update, so
 * that steps fire, and the column filters of the webhook steps follow it. Like the page that saves it for people, it refuses a document with problems and names them all: what is a problem
 * says the module named by `DATAVERSE_SETTINGS_CHECK` (its function `problemsOf`); without it every document is taken.
 */
export const settings: Control = async ({ org }, body) => {
  const problems = await problemsOf(body);
  if (problems.length > 0) throw new Error(problems.join('; '));
  const table = org.schema.table('assent_configuration');
  if (!table) throw new Error('Table assent_configuration is not here: import the solution first.');
  const row = [...org.store.rows(table.name).all()].find(
    (candidate) => textOf(candidate, 'assent_name') === 'settings',
  );
  const values = { assent_document: JSON.stringify(body) };
  await inTransaction(org, systemCall({ quiet: false }), (tx) => {
    if (row) updateRow(tx, table, row.id, values);
    else createRow(tx, table, { assent_name: 'settings', ...values });
    moveWatchedColumns(tx, body);
  });
};

const checkShape = z.object({
  problemsOf: z.custom<(document: unknown) => unknown>((value) => typeof value === 'function'),
});

async function problemsOf(document: unknown): Promise<readonly string[]> {
  const file = process.env.DATAVERSE_SETTINGS_CHECK;
  if (!file) return [];
  const check = checkShape.parse(await import(pathToFileURL(file).href));
  return z.array(z.string()).parse(check.problemsOf(document));
}
