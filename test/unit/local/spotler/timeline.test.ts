import fc from 'fast-check';
import { createTimeline } from '../../../../infra/local/spotler/contacts/timeline.ts';

const everything = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

test('whatever is added and removed, a window reads like a sorted list', () => {
  const step = fc.record({ add: fc.boolean(), atMs: fc.nat(20), number: fc.nat(5) });
  const reading = fc.record({ fromMs: fc.nat(20), length: fc.nat(20), skip: fc.nat(10), limit: fc.nat(10) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), reading, (steps, { fromMs, length, skip, limit }) => {
      const timeline = createTimeline<string>();
      const model = new Map<string, readonly [number, number]>();
      for (const { add, atMs, number } of steps) {
        const key = `${atMs} ${number}`;
        if (!add) timeline.remove(atMs, number);
        else if (!model.has(key)) timeline.add(atMs, number, key);
        if (add) model.set(key, [atMs, number]);
        else model.delete(key);
      }
      const sorted = [...model].sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1]);
      const window = { fromMs, toMs: fromMs + length };
      const inWindow = sorted.filter(([, [atMs]]) => atMs >= window.fromMs && atMs <= window.toMs);
      const keys = sorted.map(([key]) => key);

      expect(timeline.read(window, skip, limit)).toEqual(inWindow.slice(skip, skip + limit).map(([key]) => key));
      expect(timeline.readBack(skip, limit)).toEqual(keys.toReversed().slice(skip, skip + limit));
    }),
  );
});

test('many entries, more than one chunk holds, stay in order when they move', () => {
  const timeline = createTimeline<number>();
  const count = 5000;
  for (let number = 0; number < count; number += 1) timeline.add(number % 7, number, number);

  for (let number = 0; number < count; number += 3) {
    timeline.remove(number % 7, number);
    timeline.add(100 + (number % 5), number, number);
  }

  const all = timeline.read(everything, 0, Number.POSITIVE_INFINITY);
  const places = Array.from(
    { length: count },
    (_, number) => [number % 3 === 0 ? 100 + (number % 5) : number % 7, number] as const,
  );
  const expected = places.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, number]) => number);
  expect(all).toEqual(expected);
  expect(timeline.read(everything, 4000, 10)).toEqual(expected.slice(4000, 4010));
  expect(timeline.readBack(1500, 700)).toEqual(expected.toReversed().slice(1500, 2200));
});
