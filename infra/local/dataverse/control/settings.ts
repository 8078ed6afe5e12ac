import { createRow } from '../messages/create-row.ts';
import { inTransaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import { textOf } from '../store/row.ts';
import type { Control } from './control.ts';
import { systemCall } from './system-call.ts';

/**
 * `POST /settings`: the body becomes the document of the `settings` row of assent_configurations, through the ordinary update, so
 * that steps fire. The document is not checked here: the page that saves it for people does that.
 */
export const settings: Control = async ({ org }, body) => {
  const table = org.schema.table('assent_configuration');
  if (!table) throw new Error('Table assent_configuration is not here: import the solution first.');
  const row = [...org.store.rows(table.name).all()].find(
    (candidate) => textOf(candidate, 'assent_name') === 'settings',
  );
  const values = { assent_document: JSON.stringify(body) };
  await inTransaction(org, systemCall({ quiet: false }), (tx) => {
    if (row) updateRow(tx, table, row.id, values);
    else createRow(tx, table, { assent_name: 'settings', ...values });
  });
};
