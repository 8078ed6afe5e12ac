import { z } from 'zod';
import { type PermissionKey, permissionKey } from '../event/permission.ts';
import { bounces, heavier, type Suppression, suppression } from '../event/suppression.ts';
import type { Place } from './address-book.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { addressPartition, factsKey } from './keys.ts';
import { type Facts, noFacts } from './latch.ts';

export const numbers = z.record(permissionKey, z.number().int());

export const json = <T>(shape: z.ZodType<T>) => z.string().transform((text) => shape.parse(JSON.parse(text)));

export const factsShape = z.object({
  counts: json(numbers),
  causes: json(z.record(permissionKey, z.string())),
  announced: json(numbers),
  suppressed: suppression.optional(),
  suppressionTold: suppression.optional(),
  bounces: json(bounces).optional(),
  baselineContact: z.string().optional(),
});

/** What everybody knows of an address. */
export async function readFacts(
  key: string,
  connection: string,
  doors: Pick<RelayDoors, 'addresses'>,
): Promise<Pick<Place, 'facts' | 'factsEtag'>> {
  const stored = await doors.addresses.get(addressPartition(connection, key), factsKey);
  return stored ? { facts: factsOf(stored), factsEtag: stored.etag } : { facts: noFacts, factsEtag: undefined };
}

export function factsOf(stored: StoredRow): Facts {
  const { suppressed, suppressionTold, bounces, baselineContact, ...known } = factsShape.parse(stored);
  return {
    ...known,
    ...(suppressed ? { suppressed } : {}),
    ...(suppressionTold ? { suppressionTold } : {}),
    ...(bounces ? { bounces } : {}),
    ...(baselineContact ? { baselineContact } : {}),
  };
}

/** Notes that the platform mails nobody at an address. A lighter cause never takes the place of a heavier one. */
export async function noteSuppression(
  key: string,
  cause: Suppression,
  connection: string,
  doors: RelayDoors,
): Promise<void> {
  await changeFacts(key, (facts) => ({ ...facts, suppressed: heavier(facts.suppressed, cause) }), connection, doors);
}

/** The cause of what the recipient withdrew on the platform: it is written back to the CRM. */
export const byRecipient = 'the recipient, on the platform';

/** The cause of what was off on the platform before we came. The CRM is left as it is, and shows what is withheld. */
export const firstSeen = 'the platform, where it was off when first seen';

/** Counts withdrawals that the recipient made on the platform. Repeated after a crash it counts again, which withholds no more. */
export async function countByRecipient(
  key: string,
  permissions: readonly PermissionKey[],
  connection: string,
  doors: RelayDoors,
  cause: string = byRecipient,
): Promise<void> {
  const count = ({ counts, causes, ...facts }: Facts): Facts => ({
    ...facts,
    counts: { ...counts, ...Object.fromEntries(permissions.map((each) => [each, (counts[each] ?? 0) + 1])) },
    causes: { ...causes, ...Object.fromEntries(permissions.map((each) => [each, cause])) },
  });
  await changeFacts(key, count, connection, doors);
}

/** Reads, changes and writes until nobody came in between. Tells whether anything was to be changed. */
export async function changeFacts(
  key: string,
  change: (facts: Facts) => Facts,
  connection: string,
  doors: RelayDoors,
): Promise<boolean> {
  for (;;) {
    const { facts, factsEtag } = await readFacts(key, connection, doors);
    const columns = factsColumns(change(facts));
    if (JSON.stringify(columns) === JSON.stringify(factsColumns(facts))) return false;
    const row = { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...columns };
    if ((await doors.addresses.transact([{ kind: 'put', row, etag: factsEtag }])) !== 'conflict') return true;
  }
}

/** The row of an address's facts, to be put. */
export function factsRow(key: string, facts: Facts, connection: string) {
  return { partitionKey: addressPartition(connection, key), rowKey: factsKey, ...factsColumns(facts) };
}

export function factsColumns({
  counts,
  causes,
  announced,
  suppressed,
  suppressionTold,
  bounces: bounced,
  baselineContact,
}: Facts): Readonly<Record<string, unknown>> {
  return {
    counts: JSON.stringify(counts),
    causes: JSON.stringify(causes),
    announced: JSON.stringify(announced),
    ...(suppressed ? { suppressed } : {}),
    ...(suppressionTold ? { suppressionTold } : {}),
    ...(bounced ? { bounces: JSON.stringify(bounced) } : {}),
    ...(baselineContact ? { baselineContact } : {}),
  };
}
