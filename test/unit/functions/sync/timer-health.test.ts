import { readTimerHealth, type TimerHealthDoors } from '../../../../functions/src/sync/timer-health.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const hours = (count: number) => new Date(now - count * 3_600_000).toISOString();
const report = {
  at: hours(0),
  ms: 9,
  changed: 0,
  nudged: 0,
  deleted: 0,
  failedJobs: 0,
  orders: 0,
  untold: 0,
  failures: '',
  unseenAt: '',
};

function health(notes: Record<string, Record<string, unknown>>, over: Partial<TimerHealthDoors> = {}) {
  return readTimerHealth({
    notes: { read: async (name) => notes[name], write: async () => undefined },
    organisation: async () => ({ foreign: '', restoredAt: '' }),
    unreadable: async () => 0,
    silenceMs: 4 * 3_600_000,
    reconcileIsOn: true,
    now: () => now,
    ...over,
  });
}

const codes = async (...given: Parameters<typeof health>) => (await health(...given)).alarms.map(({ code }) => code);

const silences: readonly [string, string | undefined, string, boolean][] = [
  ['nothing moved: a quiet night is no alarm', hours(9), '', false],
  ['rows moved after the last event, long ago', hours(9), hours(5), true],
  ['rows moved, but an event came since', hours(1), hours(5), false],
  ['rows moved, and the silence is short so far', hours(2), hours(1), false],
  [
    'reconcile was only faster than the webhook',
    hours(9),
    new Date(Date.parse(hours(9)) + 60_000).toISOString(),
    false,
  ],
  ['no event came ever, and rows moved', undefined, hours(1), true],
];

test.each(silences)('silence: %s', async (_, lastEvent, unseenAt, expected) => {
  const notes = { reconcile: { ...report, unseenAt }, ...(lastEvent ? { 'last-event': { at: lastEvent } } : {}) };

  const { receiving, alarms } = await health(notes);

  expect(alarms.map(({ code }) => code)).toEqual(expected ? ['silence'] : []);
  expect(receiving).toBe(!expected);
});

test('a timer that does not come is an alarm, unless it was switched off', async () => {
  const notes = { reconcile: { ...report, at: hours(1) } };

  expect(await codes(notes)).toEqual(['reconcile-overdue']);
  expect(await codes(notes, { reconcileIsOn: false })).toEqual([]);
});

test('what reconcile could not ask, a copy, a restore and unreadable messages are alarms', async () => {
  const notes = { reconcile: { ...report, failures: 'lead: GET leads: 503' }, 'foreign-event': { at: hours(2) } };
  const organisation = async () => ({ foreign: 'another', restoredAt: hours(30) });

  expect(await codes(notes, { organisation, unreadable: async () => 2 })).toEqual([
    'foreign-organisation',
    'copy-calls',
    'restored',
    'reconcile-fails',
    'unreadable',
  ]);
});
