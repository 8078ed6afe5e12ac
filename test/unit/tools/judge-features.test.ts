import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeFeatures } from '../../tools/features/judge-features.ts';
import { toText } from '../../tools/features/to-text.ts';

const table = { 'SA-1': 'one', 'SA-2': 'two', 'G-6.38': 'three', R1: 'four' };

function file(name: string, tests: Readonly<Record<string, string>>) {
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({ fullName, status }));
  return { name, status: 'passed', assertionResults };
}

function statesOf(...files: readonly ReturnType<typeof file>[]) {
  const { features } = judgeFeatures(table, files);
  return Object.fromEntries(Object.entries(features).map(([id, { state }]) => [id, state]));
}

test('a row is passed when a journey or a browser test that names it passed, and not yet when none ran', () => {
  const states = statesOf(
    file('/home/me/assent/test/journeys/thread.test.ts', { 'SA-1: one': 'passed' }),
    file('C:\\assent\\test\\browser\\page.test.ts', { 'R1: four': 'passed' }),
  );

  expect(states).toEqual({ 'SA-1': 'passed', 'SA-2': 'not yet', 'G-6.38': 'not yet', R1: 'passed' });
});

test('a row with one failing test is failed, whatever passes beside it', () => {
  const states = statesOf(
    file('/a/test/journeys/b.test.ts', { 'SA-1: one': 'passed', 'SA-1: one again': 'failed' }),
    file('/a/test/journeys/c.test.ts', { 'SA-1: once more': 'passed' }),
  );

  expect(states['SA-1']).toBe('failed');
});

test('a skipped test shows nothing', () => {
  expect(statesOf(file('/a/test/journeys/b.test.ts', { 'SA-1: one': 'pending', 'SA-2: two': 'todo' }))).toMatchObject({
    'SA-1': 'not yet',
    'SA-2': 'not yet',
  });
});

test('unit and conformance tests show nothing, even when they name a row', () => {
  const states = statesOf(
    file('/a/test/unit/b.test.ts', { 'SA-1: one': 'passed' }),
    file('/a/test/conformance/journeys.test.ts', { 'SA-2: two': 'passed', 'SA-99: none': 'passed' }),
  );

  expect(Object.values(states)).toEqual(['not yet', 'not yet', 'not yet', 'not yet']);
});

test('an id that the table does not have is given with the test that names it', () => {
  const { unknown } = judgeFeatures(table, [file('/a/test/journeys/b.test.ts', { 'SA-99 G-6: what': 'passed' })]);

  expect(unknown).toEqual([
    { id: 'SA-99', test: 'SA-99 G-6: what' },
    { id: 'G-6', test: 'SA-99 G-6: what' },
  ]);
});

test('the text has a line for each row and a sum for each group and for all', () => {
  const { features } = judgeFeatures(table, [file('/a/test/journeys/b.test.ts', { 'SA-1 G-6 38: x': 'passed' })]);

  const words = toText(features)
    .split('\n')
    .map((line) => line.trim().split(/\s+/));

  expect(words).toEqual([
    ['SA-1', 'passed', 'one'],
    ['SA-2', 'not', 'yet', 'two'],
    ['G-6.38', 'passed', 'three'],
    ['R1', 'not', 'yet', 'four'],
    [''],
    ['passed', 'not', 'yet', 'failed', 'of'],
    ['SA', '1', '1', '0', '2'],
    ['G-6', '1', '0', '0', '1'],
    ['R', '0', '1', '0', '1'],
    ['all', '2', '2', '0', '4'],
  ]);
});

test('the table of features has every row once, in order, each with a sentence of its own', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'features.json'), 'utf8');
  const features: Record<string, string> = JSON.parse(text);
  const numbered = (group: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${group}${from + index}`);
  const groupEnds = [14, 22, 24, 31, 35, 46, 51, 55, 60, 63, 66];

  expect(Object.keys(features)).toEqual([
    ...numbered('SA-', 1, 23),
    ...numbered('EE-', 1, 43),
    ...numbered('AC-', 1, 40),
    ...numbered('LP-', 1, 26),
    ...numbered('X-', 1, 7),
    ...numbered('P-', 1, 32),
    ...numbered('N-', 1, 15),
    ...groupEnds.flatMap((end, index) => numbered(`G-${index + 1}.`, (groupEnds[index - 1] ?? 0) + 1, end)),
    ...numbered('R', 1, 11),
  ]);
  expect(new Set(Object.values(features)).size).toBe(Object.keys(features).length);
  for (const sentence of Object.values(features)) expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
});
