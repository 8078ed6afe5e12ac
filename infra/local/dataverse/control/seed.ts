import { z } from 'zod';
import { inTransaction } from '../messages/transaction.ts';
import { seedRows } from '../seed/seed-rows.ts';
import type { Control } from './control.ts';
import { systemCall } from './system-call.ts';

const count = z.int().min(0).default(0);
const bodySchema = z.object({ contacts: count, leads: count, accounts: count });

/** `POST /seed {"contacts","leads","accounts"}`: invented records with permissions; no step runs. */
export const seed: Control = async ({ org }, body) => {
  const counts = bodySchema.parse(body);
  const tables = ['contact', 'lead', 'account'];
  const first = Math.max(...tables.map((table) => org.store.rows(table).size())) + 1;
  await inTransaction(org, systemCall({ quiet: true }), (tx) => seedRows(tx, counts, first));
  return counts;
};
