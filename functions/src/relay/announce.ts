import { z } from 'zod';
import type { Nudge } from '../event/nudge.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { factsColumns, factsOf, factsShape, readFacts } from './facts.ts';
import { addressPartition, factsKey } from './keys.ts';
import { hasUntold } from './latch.ts';
import type { RecordInHand } from './record-in-hand.ts';

const holderRecord = z.object({ table: z.enum(['contact', 'lead', 'account']), id: z.string() });

/** Does a row of the table hold facts that not all who hold the address were told of? */
export function isUntoldRow(row: StoredRow): boolean {
  return factsShape.safeParse(row).success && hasUntold(factsOf(row));
}

/**
 * Tells every other record of the address that something was withdrawn or suppressed there, and notes what they were told of. Crashed
 * in between, the next look tells them again, which harms nobody.
 */
export async function announce(
  key: string,
  record: Pick<RecordInHand, 'table' | 'id'> | undefined,
  connection: string,
  doors: Pick<RelayDoors, 'addresses' | 'sendNudges'>,
): Promise<void> {
  const { facts, factsEtag } = await readFacts(key, connection, doors);
  if (!hasUntold(facts)) return;
  await tellHolders(key, record, connection, doors, 'Withdrawal');
  const told = {
    ...facts,
    announced: facts.counts,
    ...(facts.suppressed ? { suppressionTold: facts.suppressed } : {}),
  };
  const row = { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...factsColumns(told) };
  // Lost: whoever was faster raised it again, and tells them of both.
  await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }]);
}

/** Has every record of the address looked at, but for the one in hand. */
export async function tellHolders(
  key: string,
  record: Pick<RecordInHand, 'table' | 'id'> | undefined,
  connection: string,
  doors: Pick<RelayDoors, 'addresses' | 'sendNudges'>,
  message: string,
): Promise<void> {
  const holders = await doors.addresses.range(addressPartition(connection, key), 'h~', 'h~~');
  const others = holders
    .map((row) => holderRecord.parse(row))
    .filter(({ table, id }) => table !== record?.table || id !== record.id);
  await doors.sendNudges(others.map((other): Nudge => ({ ...other, message, again: true })));
}
