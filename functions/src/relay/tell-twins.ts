import { twinFinding } from '../event/finding.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { RelayDoors } from './doors.ts';
import type { Ended } from './settle.ts';
import { readMailableTwins } from './twins.ts';

/**
 * A withdrawal is not done while a contact of the address that is not ours to write (a form sign-up: a twin) can still be mailed by it.
 * A person is told at once, and the outcome names the twins. Told before the record is settled: a crash in between leads back here while
 * the permission is not told off yet; after that the standing pass finds the twin.
 */
export async function tellTwins(settled: readonly Ended[], doors: RelayDoors): Promise<readonly Ended[]> {
  return Promise.all(settled.map((ended) => tellTwinsOf(ended, doors)));
}

async function tellTwinsOf(ended: Ended, doors: RelayDoors): Promise<Ended> {
  const { kind } = ended.outcome;
  const permissions = withdrawnBy(ended);
  if (permissions.length === 0 || (kind !== 'applied' && kind !== 'unchanged')) return ended;
  const addresses = ended.state?.addresses ?? [];
  const found = await Promise.all(addresses.map((address) => readMailableTwins(address, permissions, doors)));
  const twins = found.flat();
  if (twins.length === 0) return ended;
  await doors.raise(
    twins.map(({ platformId, permissions: on }) =>
      twinFinding(
        platformId,
        permissions.filter((key) => on[key]),
      ),
    ),
  );
  const names = twins.map(({ platformId }) => platformId).join(', ');
  return { ...ended, outcome: { kind: 'applied', reason: `still mailable by another contact: ${names}` } };
}

/** What this look counted as withdrawn, and what was on and was taken. */
function withdrawnBy({ record, changes }: Ended): readonly PermissionKey[] {
  const taken = (changes ?? []).filter(({ permission, to }) => to === 'no' && record.state?.told[permission] === true);
  return [...new Set([...(record.withdrew ?? []), ...taken.map(({ permission }) => permission)])];
}
