import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { judgeFeatures } from './features/judge-features.ts';
import { toText } from './features/to-text.ts';
import { failedAsWhole, readReport } from './read-results.ts';

/** `npm run features`: which rows of `test/features.json` the last run of the journeys and of the browser has shown. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const test = join(import.meta.dirname, '..');
const table = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(test, 'features.json'), 'utf8')));
const runs = [
  { command: 'npm test', report: readReport(join(test, 'results', 'test.json')) },
  { command: 'npm run test:browser', report: readReport(join(test, 'results', 'browser.json')) },
];
const reports = runs.flatMap(({ report }) => report ?? []);

if (reports.length === 0) {
  console.error('There are no results yet: run "npm test" (and "npm run test:browser") first.');
  process.exit(1);
}

const files = reports.flatMap(({ testResults }) => testResults);
const { features, unknown } = judgeFeatures(table, files);
console.log(values.json ? JSON.stringify(features, undefined, 2) : toText(features));
for (const { command, report } of runs)
  if (!report) console.error(`Without results of "${command}": what only that shows counts as not yet.`);
for (const { name } of files.filter(failedAsWhole))
  console.error(`${name} failed as a whole: what it shows may be missing here.`);
for (const { id, test } of unknown) console.error(`test/features.json has no ${id}, which this test names: ${test}`);
process.exitCode = unknown.length > 0 ? 1 : 0;
