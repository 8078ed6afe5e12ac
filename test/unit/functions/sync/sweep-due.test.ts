import { type Due, dayOf } from '../../../../functions/src/event/due.ts';
import { type DueDoors, sweepDue } from '../../../../functions/src/sync/sweep-due.ts';
import { idOf } from '../../builders.ts';

const noon = Date.parse('2026-03-10T12:00:00Z');
const dayMs = 86_400_000;
const due = (number: number, at: number): Due => ({ table: 'contact', id: idOf(number), at });

function ground(rows: readonly Due[], over: Partial<DueDoors<Due>> = {}) {
  const left = new Set(rows);
  const notes = new Map<string, Record<string, unknown>>();
  const done: string[] = [];
  const days: string[] = [];
  const doors: DueDoors<Due> = {
    notes: {
      read: async (name) => notes.get(name),
      write: async (name, columns) => void notes.set(name, columns),
    },
    dueRows: async (day, until) => {
      days.push(day);
      return [...left].filter(({ at }) => dayOf(at) === day && at <= until);
    },
    removeDue: async (_, gone) => {
      for (const row of gone) left.delete(row);
      done.push(`removed ${gone.length}`);
    },
    sendNudges: async (nudges) => void done.push(`nudged ${nudges.map(({ id }) => Number(id.slice(-4))).join()}`),
    room: async () => void done.push('room'),
    check: async () => undefined,
    isLate: () => false,
    now: () => noon,
    ...over,
  };
  return { doors, left, notes, done, days };
}

test('whose time has come is nudged, and its row goes after the nudge is on the bus', async () => {
  const { doors, done, left } = ground([due(1, noon - 3_600_000), due(2, noon + 1), due(3, noon - 2 * dayMs)]);

  expect(await sweepDue(doors)).toBe(2);

  expect(done).toEqual(['nudged 3', 'removed 1', 'nudged 1', 'removed 1']);
  expect([...left].map(({ id }) => id)).toEqual([idOf(2)]);
});

test('by nobody’s clock is a record looked at before its time', async () => {
  const { doors, done } = ground([due(1, noon - 2 * 60_000)]);

  await sweepDue(doors);

  expect(done).toEqual([]);
});

test('a round goes on with the day before the last one, however long ago that was', async () => {
  const { doors, days, notes } = ground([]);
  notes.set('due', { day: '2026-03-07' });

  await sweepDue(doors);

  expect(days).toEqual(['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10']);
  expect(notes.get('due')).toEqual({ day: '2026-03-10' });
});

test('a round that died, or has no time left, leaves the rest and its place to the next', async () => {
  const rows = Array.from({ length: 150 }, (_, number) => due(number, noon - dayMs));
  const nudged: number[] = [];
  const { doors, left, notes } = ground(rows, { isLate: () => nudged.length > 0 });
  const round = { ...doors, sendNudges: async (sent: readonly unknown[]) => void nudged.push(sent.length) };

  expect(await sweepDue(round)).toBe(100);
  expect(notes.get('due')).toBeUndefined();
  await expect(
    sweepDue({ ...doors, isLate: () => false, removeDue: () => Promise.reject(new Error('died')) }),
  ).rejects.toThrow();
  expect(await sweepDue({ ...doors, isLate: () => false })).toBe(50);

  expect(left.size).toBe(0);
});
