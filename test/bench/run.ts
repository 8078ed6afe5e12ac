import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runWithin } from './tools/run-within.ts';

/** With `--smoke` a bench only has to show that it still works. */
const smokeLimitMs = 60_000;

/** `npm run bench [-- --smoke] [-- name…]`: runs the benches of this folder one after the other, each in a process of its own. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean', default: false } },
});
const all = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => basename(file, '.ts'))
  .sort();
const wrong = positionals.filter((name) => !all.includes(name));
if (all.length === 0) stop('There is no bench in test/bench.');
if (wrong.length > 0) stop(`There is no bench ${wrong.join(', ')}. There are: ${all.join(', ')}.`);

const processors = cpus();
const memoryGb = Math.round(totalmem() / 2 ** 30);
console.log(
  `${processors.length} x ${processors[0]?.model ?? 'unknown'}, ${memoryGb} GB, Node ${process.versions.node}`,
);
console.log(
  `${new Date().toISOString()}${values.smoke ? ', smoke: a figure here shows only that the bench works' : ''}`,
);

let failed = 0;
for (const name of all.filter((one) => positionals.length === 0 || positionals.includes(one))) {
  console.log(`\n== ${name}`);
  const file = join(import.meta.dirname, `${name}.ts`);
  const problem = await (values.smoke ? runWithin(file, ['--smoke'], smokeLimitMs) : runWithin(file, []));
  if (problem === undefined) continue;
  failed += 1;
  console.error(`${name} ${problem}.`);
}
process.exitCode = failed === 0 ? 0 : 1;

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
