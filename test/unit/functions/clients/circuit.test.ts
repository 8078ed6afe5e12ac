import { createCircuit } from '../../../../functions/src/clients/circuit.ts';
import { memoryTable } from '../../builders.ts';

/** Two processes and the row they share. Sleeping moves the clock. */
function setUp(maxWaitMs = 0) {
  const control = memoryTable();
  const clock = { now: 1_000_000 };
  const changes: string[] = [];
  const open = () =>
    createCircuit({
      name: 'spotler~events',
      control,
      maxWaitMs,
      sleep: async (ms) => {
        clock.now += ms;
      },
      random: () => 0.5,
      now: () => clock.now,
      onChange: (change) => changes.push(change),
    });
  const [one, two] = [open(), open()];
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) await one.report(false);
  };
  return { one, two, clock, changes, fail, control };
}

test('five calls in a row that nobody answers open it, four do not', async () => {
  const { one, fail, changes } = setUp();
  await fail(4);
  expect(await one.enter()).toBe('free');

  await fail(1);

  expect(await one.enter()).toBe('open');
  expect(changes).toEqual(['opened']);
});

test('half of the last twenty open it, also where answered ones lie between', async () => {
  const { one, changes } = setUp();
  for (let pair = 0; pair < 9; pair += 1) {
    await one.report(false);
    await one.report(true);
  }
  expect(changes).toEqual([]);

  await one.report(true);
  await one.report(false);

  expect(changes).toEqual(['opened']);
});

test('it is open for every process, and the first probe is one process: the others wait for what becomes of it', async () => {
  const { one, two, clock, fail } = setUp();
  await fail(5);
  expect(await two.enter()).toBe('open');

  clock.now += 5_000;
  expect(await two.enter()).toBe('probe');
  expect(await one.enter()).toBe('open');
  await two.report(true);
  clock.now += 2_000;

  expect([await one.enter(), await two.enter()]).toEqual(['free', 'free']);
});

test('two processes that ask in the same moment do not both probe', async () => {
  const { one, two, clock, fail } = setUp();
  await fail(5);
  await two.enter();
  clock.now += 5_000;

  expect((await Promise.all([one.enter(), two.enter()])).sort()).toEqual(['open', 'probe']);
});

test('each probe that fails makes the pause longer, up to a minute', async () => {
  const { one, clock, fail } = setUp();
  await fail(5);
  const pauses: number[] = [];
  for (let probe = 0; probe < 6; probe += 1) {
    const start = clock.now;
    while ((await one.enter()) !== 'probe') clock.now += 500;
    pauses.push(Math.round((clock.now - start) / 1000));
    await one.report(false);
  }

  expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
});

test('calls that were on their way when it opened do not make the pause longer', async () => {
  const { one, clock, fail } = setUp();
  await fail(25);
  clock.now += 5_000;

  expect(await one.enter()).toBe('probe');
});

test('a probe that called nobody is free for the next at once; one whose process died after a pause', async () => {
  const { one, two, clock, fail } = setUp();
  await fail(5);
  clock.now += 5_000;
  await one.leave(await one.enter());
  expect(await two.enter()).toBe('probe');

  clock.now += 4_000;
  expect(await one.enter()).toBe('open');
  clock.now += 2_000;
  expect(await one.enter()).toBe('probe');
});

test('whoever comes waits in place for a passage, but no longer than told', async () => {
  const patient = setUp(60_000);
  await patient.fail(5);
  expect(await patient.one.enter()).toBe('probe');

  const hurried = setUp(3_000);
  await hurried.fail(5);
  const start = hurried.clock.now;

  expect(await hurried.one.enter()).toBe('open');
  expect(hurried.clock.now - start).toBeGreaterThanOrEqual(3_000);
  expect(hurried.clock.now - start).toBeLessThan(4_000);
});

test('since when it is open can be asked', async () => {
  const { one, two, fail } = setUp();
  expect(await two.openSince()).toBeUndefined();

  await fail(5);

  expect(await two.openSince()).toBe(1_000_000);
  await one.report(true);
  expect(await two.openSince()).toBeUndefined();
});
