import { z } from 'zod';
import { type RecordTable, recordTables } from '../event/nudge.ts';
import { leavePlace, readPlace } from './address-book.ts';
import type { RelayDoors, StoreChange, StoredRow } from './doors.ts';
import { rejectKey, stateKey } from './keys.ts';
import { link } from './ledger.ts';
import { ledgerRow } from './ledger-rows.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { fromStateRow, type State, toStateColumns } from './state.ts';
import { suppress } from './suppress.ts';

const argumentShape = z.object({ table: z.enum(recordTables), id: z.guid().toLowerCase() });

export type EraseDoors = RelayDoors & {
  /** The platform forgets the contact for good; `done` also where it has none. Never throws. */
  readonly anonymise: (
    externalId: string,
  ) => Promise<{ readonly kind: 'done' } | { readonly kind: 'retry'; readonly reason: string }>;
  readonly pause: () => Promise<void>;
};

/** What was done, in its order, each with its time; `ledger` is the hash that closes the record's chain. */
export type Erased = {
  readonly table: RecordTable;
  readonly id: string;
  readonly steps: readonly { readonly step: string; readonly at: string }[];
  readonly ledger: string;
};

/** The relay takes a nudge within seconds; a platform that is away for longer is tried again by another order. */
const patienceMs = 180_000;

/**
 * The order *erase*: nobody is mailed any more, then it is confirmed, then the platform forgets the person, then we do. What stays is
 * the keyed hash of the address, so that no import and no other record brings the person back, and the ledger, which names nobody. The
 * CRM's own row is the CRM's to delete. Each step may be repeated; an order that failed is given again. Throws an Error that says why.
 */
export async function erase(
  argument: unknown,
  job: { readonly id: string; readonly by: string },
  doors: EraseDoors,
): Promise<Erased> {
  const parsed = argumentShape.safeParse(argument);
  if (!parsed.success) throw new Error('assent_argument: give {"table":"contact","id":"…"}');
  const { table, id } = parsed.data;
  const { document, generation } = await doors.settings();
  const connection = document.connections[0]?.alias ?? '';
  const record: RecordInHand = { table, id, nudges: [], again: true, saysDeleted: false };
  const place: StatePlace = { partitionKey: doors.partitionOf(table, id), rowKey: stateKey(connection, table, id) };
  const steps: { readonly step: string; readonly at: string }[] = [];
  const done = (step: string) => steps.push({ step, at: new Date(doors.now()).toISOString() });

  const { addresses } = await changeState(place, doors, (state) => ({ state: { ...state, erased: true }, rows: [] }));
  for (const address of addresses) await suppress({ address }, 'erased', doors);
  done('every permission is withheld for good, at the addresses too');

  await doors.sendNudges([{ table, id, message: 'Erase', again: true }]);
  await untilOff(place, doors);
  done('the platform confirmed that every permission is off');

  const answer = await doors.anonymise(id);
  if (answer.kind === 'retry')
    throw new Error(`The platform could not anonymise (${answer.reason}): give the order again.`);
  if ((await doors.readContact(id)).kind !== 'absent')
    throw new Error('The platform still shows the contact after it was anonymised: give the order again.');
  done('the platform anonymised the contact and shows it no more');

  for (const address of addresses) {
    await leavePlace(await readPlace(address, record, connection, doors), record, connection, doors);
  }
  const { head } = await changeState(place, doors, (state) =>
    forget(state, { record, connection, generation, job }, doors),
  );
  done('our own rows hold nothing but the trace that keeps the person out');
  return { table, id, steps, ledger: head };
}

type StatePlace = { readonly partitionKey: string; readonly rowKey: string };
type Changed = { readonly state: State; readonly rows: readonly StoreChange[] };

/** Changes the state row by its ETag, with other rows of its partition, until nobody came in between. Answers the state as it is then. */
async function changeState(place: StatePlace, doors: EraseDoors, to: (state: State) => Changed): Promise<State> {
  for (;;) {
    const stored = await readState(place, doors);
    const { state, rows } = to(fromStateRow(stored));
    const row = { ...place, ...toStateColumns(state) };
    const written = await doors.records.transact([{ kind: 'put', row, etag: stored.etag }, ...rows]);
    if (written !== 'conflict') return state;
  }
}

async function readState({ partitionKey, rowKey }: StatePlace, doors: EraseDoors): Promise<StoredRow> {
  const stored = await doors.records.get(partitionKey, rowKey);
  if (!stored) throw new Error('Nothing is known of this record: nothing was ever told of it to the platform.');
  return stored;
}

/** The relay does it, as with every other off: with its ledger, and again where the platform is busy. */
async function untilOff(place: StatePlace, doors: EraseDoors): Promise<void> {
  for (const end = doors.now() + patienceMs; ; await doors.pause()) {
    const { told, pending } = fromStateRow(await readState(place, doors));
    if (pending.length === 0 && !Object.values(told).includes(true)) return;
    if (doors.now() > end)
      throw new Error('The platform has not confirmed yet that every permission is off: give the order again later.');
  }
}

/** The ledger goes on, so that it still verifies; keys of addresses and hashes of attributes go. */
function forget(
  state: State,
  {
    record,
    connection,
    generation,
    job,
  }: {
    readonly record: RecordInHand;
    readonly connection: string;
    readonly generation: string;
    readonly job: { readonly id: string; readonly by: string };
  },
  doors: EraseDoors,
): Changed {
  const { table, id } = record;
  const partition = doors.partitionOf(table, id);
  const entry = link(state, {
    kind: 'order',
    at: new Date(doors.now()).toISOString(),
    bundle: `job ${job.id}`,
    by: `user ${job.by}`,
    changes: Object.keys(state.told).map((permission) => ({ permission, to: 'no', reason: 'the person was erased' })),
    version: state.version,
    generation,
    answer: 'anonymised',
  });
  const reject = { kind: 'delete', partitionKey: partition, rowKey: rejectKey(connection, table, id) } as const;
  return {
    state: { ...state, hash: '', addresses: [], display: '', rejected: 0, seq: entry.seq, head: entry.hash },
    rows: [ledgerRow(entry, { partition, connection, table, id }), ...(state.rejected > 0 ? [reject] : [])],
  };
}
