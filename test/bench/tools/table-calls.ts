import { z } from 'zod';
import type { House } from '../../journeys/house.ts';

const shape = z.object({
  calls: z.object({ get: z.number(), query: z.number(), transaction: z.number(), other: z.number() }),
  changes: z.number(),
});

/** Calls of the table service so far: reads of one row, queries, transactions, and changes alone. */
export async function tableCalls(house: House) {
  const { calls, changes } = shape.parse(await house.get(`${house.tablesControl}/_control/state`));
  return { reads: calls.get, queries: calls.query, transactions: calls.transaction, alone: calls.other, changes };
}
