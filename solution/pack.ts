/** `npm run pack`: writes the importable zips to solution/dist, each unmanaged and managed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coreSolution } from './core/solution.ts';
import { packageZip } from './format/package.ts';
import { salesSolution } from './sales/solution.ts';
import { readWebResources } from './web-resources.ts';

const root = join(import.meta.dirname, '..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const folder = join(root, 'solution', 'dist');
const { core, sales } = await readWebResources();

mkdirSync(folder, { recursive: true });
// Dataverse wants four numbers; the product's version has three.
for (const solution of [coreSolution(`${version}.0`, core), salesSolution(`${version}.0`, sales)]) {
  for (const managed of [false, true]) {
    const file = `${solution.manifest.uniqueName}${managed ? '_managed' : ''}.zip`;
    writeFileSync(join(folder, file), packageZip(solution, managed));
  }
}
