import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What is read of a report that Jest writes with `--json` (https://jestjs.io/docs/cli#--json). */
const reportShape = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export type Report = z.infer<typeof reportShape>;
export type TestFile = Report['testResults'][number];

/** The report in a file, or undefined where there is no such file. Throws an Error that names a file which is no Jest report. */
export function readReport(path: string): Report | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return parseReport(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is not a report of Jest: run the tests again.`, { cause });
  }
}

export function parseReport(text: string): Report {
  return reportShape.parse(JSON.parse(text));
}

/** A test file that failed without a single test to blame: it could not be loaded, or ended before its tests. */
export function failedAsWhole(file: TestFile): boolean {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}
