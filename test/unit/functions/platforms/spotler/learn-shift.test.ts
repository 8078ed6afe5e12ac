import { learnShift } from '../../../../../functions/src/platforms/spotler/learn-shift.ts';
import { readWindows } from '../../../../../functions/src/platforms/spotler/read-windows.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** An answer to a window of ten minutes, in an account that means it so many hours ahead of UTC. */
function answer(shift: ReturnType<typeof learnShift>, hoursAhead: number) {
  const fromMs = 1000 * day;
  const dates = [fromMs - hoursAhead * hour, fromMs + 600_000 - hoursAhead * hour];
  shift.found({ fromMs, toMs: fromMs + 600_000 }, dates);
}

test('before anything was learned no zone is guessed', () => {
  expect(learnShift().guess()).toBe(0);
});

for (const hoursAhead of [-12, -3.5, 0, 1, 5.75, 14]) {
  test(`the zone is learned from an answer (${hoursAhead} h)`, () => {
    const shift = learnShift();

    answer(shift, hoursAhead);

    expect(shift.guess()).toBe(hoursAhead * hour);
  });
}

test('a zone that contradicts what was learned is learned anew, with the next answer', () => {
  const shift = learnShift();
  answer(shift, 2);

  answer(shift, 1);
  answer(shift, 1);

  expect(shift.guess()).toBe(hour);
});

test('an account whose zone contradicts itself with every day is read whole all the same', async () => {
  const items = Array.from({ length: 600 }, (_, index) => ({ id: `c${index}`, at: 1000 * day + index * 600_000 }));
  const aheadMs = (at: number) => (Math.floor(at / day) % 2 === 0 ? 14 : -12) * hour;
  let calls = 0;
  const ids = new Set<string>();
  const list = {
    pageSize: 50,
    idOf: ({ id }: { id: string }) => id,
    dateOf: ({ at }: { at: number }) => at,
    read: async ({ fromMs, toMs }: { fromMs: number; toMs: number }, after: number) => {
      calls += 1;
      const place = ({ at }: { at: number }) => at + aheadMs(at);
      const inside = items.filter((item) => place(item) >= fromMs && place(item) <= toMs + 999);
      return inside.sort((a, b) => place(a) - place(b)).slice(after, after + 50);
    },
  };

  for await (const part of readWindows({ fromMs: 990 * day, toMs: 1010 * day }, list))
    for (const { id } of part.items) ids.add(id);

  expect(ids.size).toBe(600);
  expect(calls).toBeLessThan(150);
});
