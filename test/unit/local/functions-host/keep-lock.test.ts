import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import { keepLock, renewDelayMs } from '../../../../infra/local/functions-host/service-bus/keep-lock.ts';

const lockMs = 60_000;
const fail = (error: unknown) => {
  throw new Error(`The lock was not lost, but: ${String(error)}`);
};

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A session whose broker's clock is `skewMs` ahead of ours. */
const session = (skewMs = 0, renew?: () => Promise<Date>) => {
  const lockedUntil = () => new Date(Date.now() + skewMs + lockMs);
  const renewals: number[] = [];
  const fake = {
    sessionLockedUntilUtc: lockedUntil(),
    renewSessionLock: () => {
      renewals.push(Date.now());
      return renew?.() ?? Promise.resolve(lockedUntil());
    },
  };
  return { renewals, receiver: fake as unknown as ServiceBusSessionReceiver };
};
const gaps = (start: number, renewals: readonly number[]) =>
  renewals.map((at, index) => at - (renewals[index - 1] ?? start));

test.each([0, -120_000, 120_000])(
  'a lock of a minute is kept when clocks are %d ms apart, without hurry',
  async (skewMs) => {
    const { renewals, receiver } = session(skewMs);
    const start = Date.now();
    const lock = keepLock(receiver, 3_600_000, fail);

    await jest.advanceTimersByTimeAsync(300_000);
    lock.stop();

    expect(Math.max(...gaps(start, renewals))).toBeLessThan(lockMs);
    expect(Math.min(...gaps(start, renewals))).toBeGreaterThanOrEqual(1_000);
  },
);

test('renewing ends at the longest duration, counted from accepting the session', async () => {
  const { renewals, receiver } = session();
  const start = Date.now();
  keepLock(receiver, 120_000, fail);

  await jest.advanceTimersByTimeAsync(600_000);

  expect(renewals.at(-1)).toBeLessThan(start + 120_000);
  expect(jest.getTimerCount()).toBe(0);
});

test('a lock that is lost is told once', async () => {
  const lost = Object.assign(new Error('lost'), { code: 'SessionLockLost' });
  const { receiver } = session(0, () => Promise.reject(lost));
  const told: unknown[] = [];
  keepLock(receiver, 3_600_000, (error) => told.push(error));

  await jest.advanceTimersByTimeAsync(300_000);

  expect(told).toEqual([lost]);
});

test('another failure is tried again soon', async () => {
  const { renewals, receiver } = session(0, () => Promise.reject(new Error('busy')));
  const lock = keepLock(receiver, 3_600_000, fail);

  await jest.advanceTimersByTimeAsync(20_000);
  lock.stop();

  expect(renewals.length).toBeGreaterThan(3);
});

const cases: [number, number][] = [
  [60_000, 15_000],
  [20_000, 10_000],
  [4_000, 2_000],
  [500, 1_000],
  [-60_000, 1_000],
];

test.each(cases)('with %d ms left a lock is renewed after %d ms', (remaining, expected) => {
  expect(renewDelayMs(remaining)).toBe(expected);
});
