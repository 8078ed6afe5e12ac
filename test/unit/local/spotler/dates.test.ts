import { readCompactDate, readDate } from '../../../../infra/local/spotler/dates/read-date.ts';
import { fromLocal, toLocal } from '../../../../infra/local/spotler/dates/zone.ts';

const zone = 'Europe/Amsterdam';

const moments: readonly (readonly [string, string, string])[] = [
  ['winter', '2026-01-15T12:00:00', '2026-01-15T11:00:00Z'],
  ['summer', '2026-07-15T12:00:00', '2026-07-15T10:00:00Z'],
  ['the last second before the hour that is left out', '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
  ['the hour that is left out', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
  ['the first second after it', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
  ['the hour that happens twice is the first one', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
  ['after the hour that happens twice', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
];

for (const [what, local, utc] of moments)
  test(`${what}: ${local} is ${utc}`, () => {
    expect(new Date(fromLocal(local, zone)).toISOString()).toBe(utc.replace('Z', '.000Z'));
  });

test('both of the hours that happen twice are written alike', () => {
  const first = toLocal(Date.parse('2026-10-25T00:30:00Z'), zone);
  const second = toLocal(Date.parse('2026-10-25T01:30:00Z'), zone);

  expect([first, second]).toEqual(['2026-10-25T02:30:00', '2026-10-25T02:30:00']);
});

test('zones west of Greenwich and with half hours work', () => {
  expect(toLocal(Date.parse('2026-01-15T12:00:00Z'), 'America/St_Johns')).toBe('2026-01-15T08:30:00');
  expect(toLocal(Date.parse('2026-01-15T12:00:00Z'), 'Asia/Kolkata')).toBe('2026-01-15T17:30:00');
  expect(toLocal(Date.parse('2026-01-15T12:00:00Z'), 'UTC')).toBe('2026-01-15T12:00:00');
});

const dates: readonly (readonly [string, string | undefined])[] = [
  ['2026-01-15T12:00:00', '2026-01-15T11:00:00.000Z'],
  ['2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z'],
  ['2026-01-15T12:00:00+02:00', '2026-01-15T10:00:00.000Z'],
  ['2026-01-15T12:00:00-0530', '2026-01-15T17:30:00.000Z'],
  ['2026-01-15T12:00:00.999', '2026-01-15T11:00:00.000Z'],
  ['2026-01-15', '2026-01-14T23:00:00.000Z'],
  ['2026-02-30T12:00:00', undefined],
  ['2026-01-15T24:00:00', undefined],
  ['2026-01-15 12:00:00', undefined],
  ['15-01-2026', undefined],
  ['', undefined],
];

for (const [text, expected] of dates)
  test(`the date ${text || '(empty)'} is ${expected ?? 'refused'}`, () => {
    const ms = readDate(text, zone);

    expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(expected);
  });

test('the dates of the form calls have no separators, and the time is optional', () => {
  expect(readCompactDate('20260115120000', zone)).toBe(Date.parse('2026-01-15T11:00:00Z'));
  expect(readCompactDate('20260115', zone)).toBe(Date.parse('2026-01-14T23:00:00Z'));
  expect(readCompactDate('2026011512', zone)).toBeUndefined();
});
