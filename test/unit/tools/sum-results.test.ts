import { parseReport, type Report } from '../../tools/read-results.ts';
import { isGreen, sumResults, toSumLine } from '../../tools/sum-results.ts';

function report(statuses: readonly string[], more: { success?: boolean; fileStatus?: string } = {}): Report {
  const assertionResults = statuses.map((status, index) => ({ fullName: `test ${index}`, status }));
  const testResults = [{ name: '/a/test/unit/b.test.ts', status: more.fileStatus ?? 'passed', assertionResults }];
  return { success: more.success ?? true, testResults };
}

test('tests of all reports are added up; pending and todo count as skipped', () => {
  const reports = [report(['passed', 'pending', 'todo']), report(['passed', 'failed'], { fileStatus: 'failed' })];

  expect(toSumLine(sumResults(reports))).toBe('2 passed, 1 failed, 2 skipped');
});

test('a test file that could not be loaded counts as a failed test', () => {
  expect(sumResults([report(['passed']), report([], { fileStatus: 'failed', success: false })])).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

const ends: readonly (readonly [string, readonly Report[], boolean])[] = [
  ['all passed', [report(['passed'])], true],
  ['one is skipped', [report(['passed', 'pending'])], true],
  ['one failed', [report(['passed', 'failed'], { fileStatus: 'failed' })], false],
  ['there is no report', [], false],
  ['everything was skipped', [report(['pending'])], false],
  ['a report calls itself no success', [report(['passed']), report(['passed'], { success: false })], false],
];

test.each(ends)('where %s, green is said or not', (_, reports, green) => {
  expect(isGreen(sumResults(reports), reports)).toBe(green);
});

test('a file that is no report of Jest is refused', () => {
  expect(() => parseReport('{"tests":[]}')).toThrow();
});
