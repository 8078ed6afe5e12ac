import { failedAsWhole, type Report } from './read-results.ts';

export type Sum = { readonly passed: number; readonly failed: number; readonly skipped: number };

/**
 * Adds up the tests of all reports. A test file that could not run counts as one failed test, so that a suite which breaks while
 * it loads is never a success with fewer tests.
 */
export function sumResults(reports: readonly Report[]): Sum {
  const files = reports.flatMap(({ testResults }) => testResults);
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (wanted: (status: string) => boolean) => statuses.filter(wanted).length;
  return {
    passed: count((status) => status === 'passed'),
    failed: count((status) => status === 'failed') + files.filter(failedAsWhole).length,
    skipped: count((status) => status !== 'passed' && status !== 'failed'),
  };
}

export function toSumLine({ passed, failed, skipped }: Sum): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Green is: something ran, nothing failed, and no report calls itself a failure for a reason that no test shows. */
export function isGreen(sum: Sum, reports: readonly Report[]): boolean {
  return sum.passed > 0 && sum.failed === 0 && reports.every(({ success }) => success);
}
