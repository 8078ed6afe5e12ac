import { createRing } from '../../../../infra/local/ground/ring.ts';

function ringOf(count: number, size: number) {
  const ring = createRing<{ readonly text: string }>(size);
  for (let n = 1; n <= count; n += 1) ring.add({ text: `entry ${n}` });
  return ring;
}

test('a ring gives what came after a number, and says that nothing of it is lost', () => {
  const ring = ringOf(5, 10);

  expect(ring.since(3)).toEqual([
    { text: 'entry 4', n: 4 },
    { text: 'entry 5', n: 5 },
  ]);
  expect(ring.lostSince(0)).toBe(0);
});

test.each([
  [0, 5],
  [3, 2],
  [5, 0],
  [9, 0],
])('a ring that kept the last 3 of 8 says how many after %i are lost: %i', (since, lost) => {
  expect(ringOf(8, 3).lostSince(since)).toBe(lost);
});
