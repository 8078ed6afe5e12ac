import { createPace } from '../../../../functions/src/clients/pace.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** When each of `count` calls may begin, in ms; time passes only here. */
async function starts(perSecond: number, count: number, untilMs: number, holdMs?: number) {
  const pace = createPace(perSecond, () => performance.now());
  const at: number[] = [];
  const begun = performance.now();
  if (holdMs !== undefined) pace.hold(holdMs);
  for (let call = 0; call < count; call += 1)
    void pace.next().then(() => at.push(Math.round(performance.now() - begun)));
  await jest.advanceTimersByTimeAsync(untilMs);
  return at;
}

test('after a pause a second’s worth goes at once, then one after the other', async () => {
  const at = await starts(5, 8, 1_000);

  expect(at.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(at).toHaveLength(8);
  expect(at[5]).toBeGreaterThanOrEqual(200);
  expect(at[7]).toBeGreaterThanOrEqual(600);
});

test('in no stretch of ten seconds do more begin than the pace allows', async () => {
  const at = await starts(6, 200, 10_000);

  expect(at.length).toBeGreaterThan(60);
  expect(at.length).toBeLessThanOrEqual(6 + 60);
});

test('a hold keeps everybody back for its time', async () => {
  expect(await starts(5, 2, 2_999, 3_000)).toEqual([]);
  expect(await starts(5, 2, 3_002, 3_000)).toHaveLength(2);
});

test('a shorter hold does not end a longer one', async () => {
  const pace = createPace(5, () => performance.now());
  let begun = false;
  pace.hold(3_000);
  pace.hold(100);
  void pace.next().then(() => {
    begun = true;
  });

  await jest.advanceTimersByTimeAsync(2_900);
  expect(begun).toBe(false);
  await jest.advanceTimersByTimeAsync(200);
  expect(begun).toBe(true);
});

test('less than one call a second is slow, not never', async () => {
  expect((await starts(0.5, 3, 5_000)).length).toBeGreaterThanOrEqual(2);
});
