/** Part of `npm run check`: infra/azure compiles with the real Bicep CLI, and its linter has nothing to say. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bicepAtHand, fetchBicep } from './find-bicep.ts';

const main = join(import.meta.dirname, '..', '..', 'infra', 'azure', 'main.bicep');
const bicep = bicepAtHand() ?? fetchBicep();

if (!bicep) {
  console.log(
    'infra/azure was not compiled: there is no Bicep CLI here (az bicep install), and none could be fetched with dotnet.',
  );
} else {
  // `build` runs the linter too, over every module, and writes what it finds as `file(line,column) : Warning rule: …`.
  const { status, stderr } = spawnSync(bicep, ['build', main, '--stdout'], { encoding: 'utf8', maxBuffer: 1e8 });
  const problems = stderr.split('\n').filter((line) => /: (Error|Warning|Info) /.test(line));
  for (const problem of problems) console.error(problem);
  if (status !== 0 && problems.length === 0) console.error(`${bicep} could not compile ${main}: ${stderr}`);
  if (status !== 0 || problems.length > 0) process.exitCode = 1;
}
