import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from './read-results.ts';
import { isGreen, sumResults, toSumLine } from './sum-results.ts';

/** Prints the sum of all reports as its last line and ends with exit code 1 where that is no success. */
const folder = join(import.meta.dirname, '..', 'results');
const reports = globSync('*.json', { cwd: folder })
  .map((name) => readReport(join(folder, name)))
  .filter((report) => report !== undefined);
const sum = sumResults(reports);
console.log(toSumLine(sum));
process.exitCode = isGreen(sum, reports) ? 0 : 1;
