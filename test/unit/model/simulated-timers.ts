import { openNotes } from '../../../functions/src/clients/notes.ts';
import type { FeedbackDoors } from '../../../functions/src/feedback/doors.ts';
import { isBaselineRead, type Progress } from '../../../functions/src/feedback/progress.ts';
import type { RelayDoors } from '../../../functions/src/relay/doors.ts';
import { factsKey } from '../../../functions/src/relay/keys.ts';
import { isHeldBy, noteMaybeOn, readKnownRecord } from '../../../functions/src/relay/known-record.ts';
import { openMemory } from '../../../functions/src/relay/memory.ts';
import { noteClosed } from '../../../functions/src/relay/note-bounces.ts';
import { noteRestored } from '../../../functions/src/relay/organisation.ts';
import { recipientWithdrew } from '../../../functions/src/relay/recipient-withdrew.ts';
import { tellUntold } from '../../../functions/src/relay/tell-untold.ts';
import { noteFirstSeen, noteNewAddress, readTwin, writeTwin } from '../../../functions/src/relay/twins.ts';
import type { ReconcileDoors } from '../../../functions/src/sync/reconcile.ts';
import { idOf, type memoryTable } from '../builders.ts';
import type { Crm } from './simulated-crm.ts';
import type { SimulatedPlatform } from './simulated-platform.ts';

type Table = ReturnType<typeof memoryTable>;
/** One call of one process: waits for its turn, and may be the one at which the process dies. */
export type Step = <T>(work: () => Promise<T> | T) => Promise<T>;

export type TimerParts = {
  readonly relay: RelayDoors;
  readonly step: Step;
  /** Throws where the call is one of those that fail. */
  readonly fail: () => void;
  readonly crm: Crm;
  readonly platform: SimulatedPlatform;
  readonly records: Table;
  readonly addresses: Table;
  readonly control: Table;
  /** So much time goes by. */
  readonly pause: (ms: number) => Promise<void>;
  /** How far the platform was read: what survives a process. */
  readonly kept: { progress: Progress | undefined };
};

export const account = 'account';

export function isBaselineDone({ progress }: TimerParts['kept']): boolean {
  return isBaselineRead(progress, account);
}

/** `sweeps` false: the standing pass is far behind, and nothing but the poll finds what recipients do. */
export function feedbackDoors(parts: TimerParts, sweeps: boolean): FeedbackDoors {
  const { relay, step, crm, platform, kept, fail } = parts;
  const list = <Item>(pages: AsyncIterable<Item>) => inSteps(pages, step, fail);
  return {
    account,
    platform: {
      contacts: (from, pageSize) => list(pageSize < 10_000 && !sweeps ? nothing() : platform.contacts(from)),
      changes: (since) => list(platform.changes(since)),
      bounces: () => nothing(),
      read: relay.readContact,
    },
    progress: {
      read: () => step(() => kept.progress),
      write: (progress) =>
        step(() => {
          kept.progress = progress;
        }),
      wasRead: () => step(() => isBaselineDone(kept)),
      noteRead: async () => undefined,
    },
    checkLease: () => step(() => undefined),
    isTimeUp: () => false,
    addressKey: (email) => relay.addressKey('email', email),
    known: (id) => readKnownRecord(id, relay),
    isHeldBy: (address, id) => isHeldBy(address, id, relay),
    withdrew: (address, permissions) => recipientWithdrew(address, permissions, relay),
    noteMaybeOn: (record, permissions) => noteMaybeOn(record, permissions, relay),
    noteClosed: (address) => noteClosed(address, relay),
    noteBounces: async () => undefined,
    readSighting: (sighting) => readTwin(sighting, relay),
    noteNewAddress: (first) => noteNewAddress(first, relay),
    noteFirstSeen: (first) => noteFirstSeen(first, relay),
    writeSighting: (sighting) => writeTwin(sighting, relay),
    crmDecides: async () => [],
    whereIs: (ids) =>
      step(() => new Map(ids.map((id) => [id, crm.look(id).kind === 'found' ? ('contact' as const) : 'nowhere']))),
    notActive: (_, ids) =>
      step(() =>
        ids.filter((id) => {
          const look = crm.look(id);
          return look.kind !== 'found' || !look.row.active;
        }),
      ),
    recordIds: (_, from) =>
      step(() => {
        const ids = crm.persons.flatMap(({ exists }, index) => (exists ? [idOf(index)] : []));
        const start = Number(from ?? 0);
        return { ids: ids.slice(start, start + 2), next: start + 2 < ids.length ? String(start + 2) : undefined };
      }),
    tables: async () => ['contact'],
    sendNudges: relay.sendNudges,
    waiting: async () => 0,
    raise: async () => undefined,
    log: relay.log,
    now: relay.now,
  };
}

export function reconcileDoors({
  relay,
  step,
  crm,
  records,
  addresses,
  control,
  pause,
  fail,
}: TimerParts): ReconcileDoors {
  const notes = openNotes({
    get: (p, r) => step(() => control.get(p, r)),
    transact: (all) => step(() => control.transact(all)),
  });
  const scan = async (rowKey: string) => ({
    rows: [...addresses.rows.values()].filter((row) => row.rowKey === rowKey),
  });
  const check = async () => undefined;
  return {
    ...openMemory(relay, records.range),
    notes,
    check,
    organizationId: idOf(77),
    readOrganizationId: async () => idOf(77),
    beat: () => step(crm.beat),
    noteForeign: async () => undefined,
    noteRestored: () =>
      noteRestored(
        { ...control, transact: (all) => step(() => control.transact(all)) },
        { at: new Date(relay.now()), pause },
      ),
    refreshSettings: async () => undefined,
    failedJobs: async () => [],
    waitingOrders: async () => [],
    sendOrder: async () => undefined,
    tellUntold: async () => (await tellUntold(undefined, { ...relay, scan: () => scan(factsKey), check })).found,
    sweepDue: async () => 0,
    dismiss: async () => undefined,
    anchor: async () => undefined,
    changes: (table, place) =>
      step(() => {
        fail();
        return crm.changes(table, place);
      }),
    sendNudges: relay.sendNudges,
    room: async () => undefined,
    log: relay.log,
    now: relay.now,
  };
}

async function* nothing() {}

/** Each page is a call. */
async function* inSteps<Item>(pages: AsyncIterable<Item>, step: Step, fail: () => void): AsyncGenerator<Item> {
  const each = pages[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await step(() => {
      fail();
      return each.next();
    });
    if (done) return;
    yield value;
  }
}
