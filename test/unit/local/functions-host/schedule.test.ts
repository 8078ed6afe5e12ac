import { parseSchedule } from '../../../../infra/local/functions-host/timers/schedule.ts';

const cases: [string, string, string | undefined][] = [
  ['0 */5 * * * *', '2026-03-01T10:02:00Z', '2026-03-01T10:05:00Z'],
  ['0 */5 * * * *', '2026-03-01T10:05:00Z', '2026-03-01T10:10:00Z'],
  ['*/15 * * * * *', '2026-03-01T10:00:01Z', '2026-03-01T10:00:15Z'],
  ['0 30 9 * * 1-5', '2026-03-06T10:00:00Z', '2026-03-09T09:30:00Z'],
  ['0 0 2 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T02:00:00Z'],
  ['0 0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-02-13T00:00:00Z'],
  ['*/5 * * * *', '2026-03-01T10:02:00Z', '2026-03-01T10:05:00Z'],
  ['0 30 1 * * *', '2026-03-29T00:59:00Z', '2026-03-29T01:30:00Z'],
  ['0 0 0 31 2 *', '2026-03-01T00:00:00Z', undefined],
];

test.each(cases)('%s after %s is due at %s', (expression, after, expected) => {
  expect(parseSchedule(expression).next(Date.parse(after))).toBe(expected && Date.parse(expected));
});

const refused: [string, string][] = [
  ['01:00:00', 'time spans are not there'],
  ['every day', 'every day'],
  ['0 0 0 * * * 2026', '2026'],
];

test.each(refused)('%s is refused', (expression, reason) => {
  expect(() => parseSchedule(expression)).toThrow(reason);
});
