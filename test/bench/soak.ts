/** Random histories against the running house; see test/README.md for long ones. */
import { join } from 'node:path';
import { runWithin } from './tools/run-within.ts';

const smoke = process.argv.includes('--smoke');
const run = join(import.meta.dirname, '..', 'soak', 'run.ts');
const problem = await runWithin(run, ['--events', smoke ? '60' : '1000', '--hosts', smoke ? '1' : '2']);
if (problem !== undefined) throw new Error(`The soak ${problem}.`);
