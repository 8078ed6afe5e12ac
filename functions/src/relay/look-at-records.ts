import { recordTables } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { Look } from '../event/record.ts';
import type { Settings, TableSettings } from '../event/settings.ts';
import { type Place, readPlace } from './address-book.ts';
import type { FollowInput } from './address-move.ts';
import { isAsNoted } from './as-noted.ts';
import { inForce } from './by-clock.ts';
import { showsOther } from './display.ts';
import type { RelayDoors } from './doors.ts';
import { findFaults } from './find-faults.ts';
import { type Followed, followAddresses } from './follow-addresses.ts';
import type { BundleMessage } from './handle-bundle.ts';
import { stateKey } from './keys.ts';
import { logDecision, logLook } from './log-look.ts';
import { isRestored, wentBack } from './organisation.ts';
import { noOrigins, type Origins, readOrigins, writeOrigins } from './permission-origin.ts';
import { isUnchanged, type Plan, plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { permissionsNamed } from './says.ts';
import { fromStateRow } from './state.ts';
import { leaveMapping, waitFor } from './without-look.ts';
import { findOwed } from './write-back.ts';

export type Looked = {
  readonly record: RecordInHand;
  readonly plan: Plan;
  /** The addresses as they were before this look. */
  readonly places?: readonly Place[];
};

/**
 * Reads what we remember of the records, then their rows (never the other way round: what we decide is then never older than what
 * we remember), and plans. Records that this bundle already finished are left out.
 */
export async function lookAtRecords(
  records: readonly RecordInHand[],
  message: BundleMessage,
  doors: RelayDoors,
): Promise<readonly Looked[]> {
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const remembered = await Promise.all(records.map((record) => remember(record, connection, doors)));
  const open = remembered.filter(({ state }) => state?.lastBundle !== message.messageId);
  // Finished by this bundle before a crash: what came after that is done again.
  await doors.show(
    remembered.filter((record) => !open.includes(record) && record.state?.display !== record.state?.shown),
  );
  const listed = await readListed(doors);
  const isBaselineRead = await doors.isBaselineRead();
  const under = { message, connection, generation, listed, isBaselineRead, tables: document.tables };
  const seen = await Promise.all(open.map((record) => lookAt(record, under, doors)));
  return planSeen(seen, under, doors);
}

type Under = {
  readonly message: BundleMessage;
  readonly connection: string;
  readonly generation: string;
  readonly listed: readonly PermissionKey[] | undefined;
  readonly isBaselineRead: boolean;
  readonly tables: Settings['tables'];
};

/** A record that was looked at: its plan where nothing more has to be known for it, or what has to be followed to its addresses. */
type Seen =
  | { readonly kind: 'planned'; readonly looked: Looked }
  | { readonly kind: 'seen'; readonly input: FollowInput; readonly origins: Origins };

async function lookAt(record: RecordInHand, under: Under, doors: RelayDoors): Promise<Seen> {
  const { connection, generation, listed, message } = under;
  const planned = (plan: Plan): Seen => ({ kind: 'planned', looked: { record, plan } });
  const mapped = under.tables[record.table];
  if (!mapped) return planned(leaveMapping(record));
  if (!listed) return planned({ kind: 'wait', reason: 'permission list unreadable' });
  // What we remember of the addresses is read before the row: whoever withdrew after this is not cleared by this look.
  const addresses = record.state?.addresses ?? [];
  const places = await Promise.all(addresses.map((key) => readPlace(key, record, connection, doors)));
  const [look] = await doors.look([
    { table: record.table, id: record.id, saysDeleted: record.saysDeleted, settings: mapped },
  ]);
  if (!look) return planned({ kind: 'wait', reason: 'no look' });
  logLook(record, look, message, doors);
  if (look.kind === 'unknown') return planned(waitFor(record, look.reason));
  const version = look.kind === 'found' ? look.row.version : '';
  const at = doors.now();
  const settings = inForce(mapped, look, at);
  const known = { look, state: record.state, generation, again: record.again, now: at };
  if (isUnchanged(known, version) && isAsNoted(look, settings, places)) {
    return planned({ kind: 'unchanged', version });
  }
  if (look.kind === 'absent' && !record.state && (await isElsewhere(record, connection, doors))) {
    return planned({ kind: 'skip', reason: 'the id belongs to a record of another table' });
  }
  const keys = permissionKeys(look, record, settings, listed);
  const origins = look.kind === 'found' ? await readOrigins(look.row, record, connection, doors) : noOrigins;
  const { carried } = origins;
  const { partition } = message;
  const restored = isRestored(record.state?.generation, generation) || wentBack(record.state?.version ?? '', version);
  return {
    kind: 'seen',
    input: { record, partition, connection, look, places, settings, at, generation, keys, carried, restored },
    origins,
  };
}

/** All records of the bundle together: what is written for them goes in few transactions. */
async function planSeen(seen: readonly Seen[], under: Under, doors: RelayDoors): Promise<readonly Looked[]> {
  const following = seen.flatMap((each) => (each.kind === 'seen' ? [each] : []));
  const inputs = following.map(({ input }) => input);
  const followed = await followAddresses(inputs, doors);
  const done = following.filter((_, index) => followed[index]?.kind === 'done');
  await writeOrigins(
    done.map(({ input, origins }) => ({ record: input.record, ...origins })),
    doors,
  );
  await doors.raise(
    done.flatMap(({ input: { record, look, settings } }) =>
      look.kind === 'found' ? findFaults(record.table, look.row, settings, under.listed ?? []) : [],
    ),
  );
  return seen.map((each): Looked => {
    if (each.kind === 'planned') return each.looked;
    return toLooked(each.input, followed[following.indexOf(each)] ?? { kind: 'again' }, under, doors);
  });
}

function toLooked(input: FollowInput, followed: Followed, under: Under, doors: RelayDoors): Looked {
  const { look, settings, generation, places, at } = input;
  // Counted once: the next look does not see it again.
  if (followed.kind === 'again')
    return { record: { ...input.record, withdrew: followed.withdrew ?? [] }, plan: { kind: 'lost' } };
  const { record, withheld, erased } = followed;
  const listed = under.listed ?? [];
  const { hashOf } = doors;
  const { isBaselineRead } = under;
  const known = { listed, withheld, isBaselineRead, erased, now: at };
  const planned = plan({ look, state: record.state, settings, generation, again: true, hashOf, ...known });
  logDecision(record, planned, under.message, doors);
  return { record: { ...record, ...toTell(input, followed), withdrew: followed.withdrew }, plan: planned, places };
}

/** What the CRM has to be told of its recipient, and to be shown. */
function toTell(
  { look, settings, places }: FollowInput,
  { withheld, standing }: Extract<Followed, { kind: 'done' }>,
): Partial<RecordInHand> {
  if (look.kind !== 'found') return {};
  const { row } = look;
  const isShownWrong = row.active && showsOther(row.values, standing);
  return { owed: findOwed(row, settings, withheld, places), standing, isShownWrong };
}

async function remember(record: RecordInHand, connection: string, doors: RelayDoors): Promise<RecordInHand> {
  const row = await doors.records.get(
    doors.partitionOf(record.table, record.id),
    stateKey(connection, record.table, record.id),
  );
  return row
    ? { ...record, state: fromStateRow(row), etag: row.etag }
    : { ...record, state: undefined, etag: undefined };
}

function permissionKeys(
  look: Look,
  { state }: RecordInHand,
  settings: TableSettings,
  listed: readonly PermissionKey[],
): readonly PermissionKey[] {
  const named = look.kind === 'found' ? permissionsNamed(look.row, settings) : [];
  return [...new Set([...listed, ...Object.keys(state?.told ?? {}), ...named])];
}

async function readListed(doors: RelayDoors): Promise<readonly PermissionKey[] | undefined> {
  try {
    return await doors.listed();
  } catch (error) {
    doors.log('failed', { call: 'permission list', reason: error instanceof Error ? error.message : '' });
    return undefined;
  }
}

/** The platform knows a contact by the bare id, without its table: an absent lead must not take what a contact was given. */
async function isElsewhere(record: RecordInHand, connection: string, doors: RelayDoors): Promise<boolean> {
  const others = recordTables.filter((table) => table !== record.table);
  const rows = await Promise.all(
    others.map((table) =>
      doors.records.get(doors.partitionOf(table, record.id), stateKey(connection, table, record.id)),
    ),
  );
  return rows.some((row) => row !== undefined);
}
