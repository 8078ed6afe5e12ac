import { classifyFailure } from '../../../../functions/src/relay/classify-failure.ts';

const hour = 3_600_000;

test.each([
  [0, 2_000],
  [1, 8_000],
  [2, 32_000],
  [5, 2_048_000],
  [8, 12 * hour],
  [10, 12 * hour],
])('after %i tries the next one comes within %i ms, spread evenly', (attempt, ceilingMs) => {
  expect(classifyFailure({ attempt }, 0.5)).toEqual({ kind: 'retry', afterMs: ceilingMs / 2 });
  expect(classifyFailure({ attempt }, 0.999)).toMatchObject({ afterMs: Math.round(ceilingMs * 0.999) });
});

test('no try comes sooner than half a second', () => {
  expect(classifyFailure({ attempt: 0 }, 0)).toEqual({ kind: 'retry', afterMs: 500 });
});

test('what the other side asked for is obeyed', () => {
  expect(classifyFailure({ attempt: 3, retryAfterMs: 7_000 }, 0.5)).toEqual({ kind: 'retry', afterMs: 7_000 });
});

test.each([0, undefined])('asked to wait %p, the back-off decides', (retryAfterMs) => {
  expect(classifyFailure({ attempt: 0, retryAfterMs }, 0.5)).toEqual({ kind: 'retry', afterMs: 1_000 });
});

test('the twelfth try is the last, whatever was asked for', () => {
  expect(classifyFailure({ attempt: 10 }, 0.5)).toMatchObject({ kind: 'retry' });
  expect(classifyFailure({ attempt: 11 }, 0.5)).toEqual({ kind: 'reject', code: 'gave_up' });
  expect(classifyFailure({ attempt: 11, retryAfterMs: 1_000 }, 0.5)).toEqual({ kind: 'reject', code: 'gave_up' });
});

test('on average the last try is made about a day after the first', () => {
  const delays = Array.from({ length: 11 }, (_, attempt) => classifyFailure({ attempt }, 0.5));
  const sum = delays.reduce((all, delay) => all + (delay.kind === 'retry' ? delay.afterMs : 0), 0);

  expect(sum / hour).toBeGreaterThan(20);
  expect(sum / hour).toBeLessThan(28);
});
