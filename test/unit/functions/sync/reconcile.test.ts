import { type ReconcileDoors, reconcile } from '../../../../functions/src/sync/reconcile.ts';
import { idOf } from '../../builders.ts';

const ours = idOf(77);

/** An organisation where nothing changed; a test states what is different. */
function ground(over: Partial<ReconcileDoors> = {}) {
  const notes = new Map<string, Record<string, unknown>>();
  const done: string[] = [];
  const doors: ReconcileDoors = {
    organizationId: ours,
    readOrganizationId: async () => ours,
    beat: async () => ({ before: '100', after: '101' }),
    noteForeign: async (id) => void done.push(`foreign ${id}`),
    noteRestored: async () => void done.push('restored'),
    refreshSettings: async () => void done.push('settings'),
    failedJobs: async () => [],
    waitingOrders: async () => [],
    sendOrder: async (job) => void done.push(`order ${job}`),
    tellUntold: async () => 0,
    sweepDue: async () => 0,
    dismiss: async () => undefined,
    anchor: async () => undefined,
    notes: {
      read: async (name) => notes.get(name),
      write: async (name, columns) => void notes.set(name, columns),
    },
    changes: async () => ({ kind: 'page', changes: [], next: 'place', isLast: true }),
    knownIds: async function* () {
      yield [];
    },
    remembered: async () => undefined,
    recordOfPermission: async () => undefined,
    sendNudges: async (nudges) => void done.push(...nudges.map(({ message, id }) => `${message} ${id}`)),
    room: async () => undefined,
    check: async () => undefined,
    log: () => undefined,
    now: () => 1_700_000_000_000,
    ...over,
  };
  return { doors, notes, done };
}

const beats: readonly [string, string | undefined, string | undefined, string, boolean][] = [
  ['the first round remembers the version', undefined, '900', '901', false],
  ['a version that grew is as it should be', '500', '500', '510', false],
  ['a row that is not there any more is made anew', '500', undefined, '510', false],
  ['a version that is lower was restored', '500', '400', '401', true],
  ['so was one that the write does not bring past it', '500', undefined, '401', true],
  ['so was one that is lower, however much was written since', '500', '400', '600', true],
  ['past 2^53 it is a whole number too', '9007199254740993', '9007199254740992', '9007199254740999', true],
];

test.each(beats)('heartbeat: %s', async (_, remembered, before, after, restored) => {
  const { doors, notes, done } = ground({ beat: async () => ({ before, after }) });
  if (remembered) notes.set('heartbeat', { version: remembered });

  await reconcile(doors);

  expect(done.includes('restored')).toBe(restored);
  expect(notes.get('heartbeat')).toEqual({ version: after });
});

test('in an organisation that is not ours nothing is read, written or nudged', async () => {
  const { doors, notes, done } = ground({
    readOrganizationId: async () => idOf(78),
    beat: async () => Promise.reject(new Error('written into a copy')),
  });

  await reconcile(doors);

  expect(done).toEqual([`foreign ${idOf(78)}`]);
  expect([...notes.keys()]).toEqual([]);
});

test('a table that cannot be asked keeps no other from being asked, and is named', async () => {
  const { doors, notes, done } = ground({
    changes: async (table) => {
      if (table === 'contact') throw new Error('GET contacts: 503');
      const changes = table === 'lead' ? [{ id: idOf(5), version: '102', records: [] }] : [];
      return { kind: 'page', changes, next: 'place', isLast: true };
    },
  });
  for (const table of ['contact', 'lead'])
    notes.set(`cursor~${table}`, { place: 'before', all: false, again: false, after: '90', sweep: false });

  await reconcile(doors);

  expect(done).toContain(`Reconcile ${idOf(5)}`);
  expect(notes.get('reconcile')).toMatchObject({ failures: 'contact: GET contacts: 503', nudged: 1 });
  expect(notes.get('cursor~contact')).toMatchObject({ place: 'before' });
});

test('a place in the feed is kept only after the nudges before it are on the bus', async () => {
  const { doors, notes } = ground({
    changes: async () => ({
      kind: 'page',
      changes: [{ id: idOf(5), version: '102', records: [] }],
      next: 'after',
      isLast: true,
    }),
    sendNudges: async () => Promise.reject(new Error('the bus is away')),
  });
  notes.set('cursor~contact', { place: 'before', all: false, again: false, after: '90', sweep: false });

  await reconcile(doors);

  expect(notes.get('cursor~contact')).toMatchObject({ place: 'before' });
});

test('the first round of all takes its place, and leaves the records that are there to the full sync', async () => {
  const changes = [
    { id: idOf(5), version: '50', records: [] },
    { id: idOf(6), version: '5000', records: [] },
  ];
  const { doors, done, notes } = ground({
    changes: async (table) => ({
      kind: 'page',
      changes: table === 'contact' ? changes : [],
      next: 'place',
      isLast: true,
    }),
  });

  await reconcile(doors);

  // Saved while the rows were read: newer than the heartbeat.
  expect(done.filter((each) => each.startsWith('Reconcile'))).toEqual([`Reconcile ${idOf(6)}`]);
  expect(notes.get('cursor~contact')).toMatchObject({ place: 'place', all: false });
});

test('whoever lost the lease under way stops before the next effect', async () => {
  const lost = new Error('lost');
  const { doors, done } = ground({
    check: async () => Promise.reject(lost),
    waitingOrders: async () => [idOf(9)],
  });

  await expect(reconcile(doors)).rejects.toBe(lost);

  expect(done).toEqual(['foreign undefined']);
});

test('a failed webhook is nudged once, also where several failed in the last second', async () => {
  const at = '2026-11-26T10:00:00Z';
  const job = (number: number) => ({ job: idOf(number), at, table: 'contact', id: idOf(number + 100) }) as const;
  const failed = [job(1)];
  const { doors, done } = ground({ failedJobs: async () => failed });

  await reconcile(doors);
  failed.push(job(2));
  await reconcile(doors);
  await reconcile(doors);

  expect(done.filter((each) => each.startsWith('Failed'))).toEqual([
    `Failed webhook ${idOf(101)}`,
    `Failed webhook ${idOf(102)}`,
  ]);
});
