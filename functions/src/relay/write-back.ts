import type { Finding } from '../event/finding.ts';
import { type PermissionKey, toPermissionKey } from '../event/permission.ts';
import type { Row } from '../event/record.ts';
import type { TableSettings } from '../event/settings.ts';
import { clearPlace, newPlace, type Place } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { byRecipient } from './facts.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { says } from './says.ts';
import type { Ended } from './settle.ts';
import { unknownRecord } from './state.ts';
import { type Where, writeStates } from './write-states.ts';

/** What the CRM still says yes to although the recipient withdrew it on the platform: to be made a no there. */
export type Owed = {
  readonly permissions: readonly PermissionKey[];
  readonly rows: readonly { readonly id: string; readonly version: string; readonly permission: PermissionKey }[];
  /** Consent columns of the record itself, and the version of it that was looked at. */
  readonly columns: Readonly<Record<string, false | null>>;
  readonly version: string;
  /** The addresses as they were before the row was read: up to their counts the write-back clears. */
  readonly places: readonly Place[];
};

/** Pure. Undefined where nothing is owed. */
export function findOwed(
  row: Row,
  settings: TableSettings,
  withheld: Readonly<Record<PermissionKey, string>>,
  places: readonly Place[],
): Owed | undefined {
  const permissions = Object.keys(withheld).filter(
    (key) => withheld[key]?.endsWith(byRecipient) && says(row, settings, key) === 'yes',
  );
  if (permissions.length === 0) return undefined;
  const rows = row.permissionRows.flatMap(({ id, version, active, granted, externalId, channel }) => {
    if (!active || granted !== true || externalId === undefined || channel === undefined) return [];
    const permission = toPermissionKey(externalId, channel);
    return permissions.includes(permission) ? [{ id, version, permission }] : [];
  });
  const columns = settings.consents
    .filter(
      ({ permission, column, yes }) =>
        permissions.includes(permission) && yes.some((each) => each === row.values[column]),
    )
    .map(({ column, yes }) => [column, yes.includes(true) ? false : null] as const);
  const version = row.version.split(' ')[0] ?? '';
  return { permissions, rows, columns: Object.fromEntries(columns), version, places };
}

/**
 * Writes the recipients' withdrawals back to the CRM: each over the version that was looked at, so that a person's newer word stands.
 * What is written counts as a look without yes, and its new version is the remembered one, so that the event it causes ends as
 * unchanged. What is refused is told; the permission stays off either way. Gives the records as they are to be settled, and those
 * to be tried again.
 */
export async function writeBack(
  settled: readonly Ended[],
  where: Where,
  doors: RelayDoors,
): Promise<{ readonly settled: readonly Ended[]; readonly retries: readonly RecordInHand[] }> {
  const retries: RecordInHand[] = [];
  const done = await Promise.all(
    settled.map(forgetWriting).map(async (settling): Promise<readonly Ended[]> => {
      const { owed } = settling.record;
      if (!owed) return [settling];
      const ended = await noteWriting(settling, owed.permissions, where, doors);
      if (!ended) {
        retries.push({ ...settling.record, retryReason: 'write-back: somebody else was faster' });
        return [];
      }
      const written = await writeOwed(ended.record, owed, doors);
      if (written.kind === 'retry') {
        retries.push({ ...ended.record, retryReason: `write-back: ${written.reason}` });
        return [];
      }
      const refused = owed.permissions.filter((key) => !written.permissions.includes(key));
      if (refused.length > 0) await doors.raise([toFinding(ended.record, refused)]);
      if (written.permissions.length === 0) return [ended];
      const fresh = newPlaces(ended.record, owed);
      for (const place of [...owed.places, ...fresh])
        await clearPlace(place, written.permissions, ended.record, where.connection, doors);
      // At an address that only this row made known the count was read too late: the event that the writing causes looks again.
      return [fresh.length === 0 ? withVersions(ended, written.versions) : ended];
    }),
  );
  return { settled: done.flat(), retries };
}

/**
 * Before the CRM is written to: where the answer never comes, the no that the next look finds is told from one that somebody gave. Undefined
 * where somebody else wrote the state row meanwhile.
 */
async function noteWriting(
  ended: Ended,
  writingBack: readonly PermissionKey[],
  where: Where,
  doors: RelayDoors,
): Promise<Ended | undefined> {
  const { record } = ended;
  const [etag] = await writeStates(
    [{ record, state: { ...(record.state ?? unknownRecord), writingBack } }],
    where,
    doors,
  );
  return etag === undefined ? undefined : { ...ended, record: { ...record, etag } };
}

/** What an earlier try wrote, this look has seen and noted at its addresses. */
function forgetWriting(ended: Ended): Ended {
  return ended.state ? { ...ended, state: { ...ended.state, writingBack: [] } } : ended;
}

/** Addresses that only the row made known: there too it is a no from now on, though nothing is cleared yet. */
function newPlaces({ state }: RecordInHand, { places }: Owed): readonly Place[] {
  return (state?.addresses ?? []).filter((key) => !places.some((place) => place.key === key)).map(newPlace);
}

type Written =
  | { readonly kind: 'written'; readonly permissions: readonly PermissionKey[]; readonly versions: Versions }
  | { readonly kind: 'retry'; readonly reason: string };

/** Old version → new version, as the state row has them. */
type Versions = ReadonlyMap<string, string>;

async function writeOwed(record: RecordInHand, owed: Owed, doors: RelayDoors): Promise<Written> {
  const versions = new Map<string, string>();
  const failed = new Set<PermissionKey>();
  const { table, id } = record;
  for (const { id: rowId, version, permission } of owed.rows) {
    const result = await doors.withdrawRow(rowId, version);
    if (result.kind === 'retry') return result;
    if (result.kind === 'written') versions.set(`${rowId}:${version}`, `${rowId}:${result.version}`);
    else failed.add(permission);
    logWritten(record, permission, result, doors);
  }
  if (Object.keys(owed.columns).length > 0) {
    const result = await doors.withdrawColumns({ table, id, version: owed.version, columns: owed.columns });
    if (result.kind === 'retry') return result;
    if (result.kind === 'written') versions.set(owed.version, result.version);
    else for (const permission of owed.permissions) failed.add(permission);
    logWritten(record, owed.permissions.join(' '), result, doors);
  }
  return { kind: 'written', permissions: owed.permissions.filter((key) => !failed.has(key)), versions };
}

function toFinding({ table, id }: RecordInHand, refused: readonly PermissionKey[]): Finding {
  return {
    code: 'finding.writeback',
    subject: `${table} ${id}`,
    message: `The recipient withdrew ${refused.join(', ')} on the platform, and ${table} ${id} refuses to be written: it may be closed, or the relay's user lacks the right. The permission stays off. Set it to no there.`,
  };
}

function logWritten(
  { table, id }: RecordInHand,
  permission: string,
  result: Exclude<Awaited<ReturnType<RelayDoors['withdrawRow']>>, { kind: 'retry' }>,
  doors: RelayDoors,
): void {
  const fields = [permission];
  if (result.kind === 'written') doors.log('called', { table, id, call: 'write-back', code: 'done', fields });
  else doors.log('finding', { table, id, code: 'finding.writeback', fields, reason: result.code });
}

function withVersions(ended: Ended, versions: Versions): Ended {
  if (!ended.state) return ended;
  const version = ended.state.version
    .split(' ')
    .map((part) => versions.get(part) ?? part)
    .join(' ');
  return { ...ended, state: { ...ended.state, version } };
}
