import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Jest's global setup: what the house runs on is built from the sources as they are now. */
export default function buildOnce(): void {
  const root = join(import.meta.dirname, '..', '..');
  // Jest writes its report here (--outputFile) and does not make the folder.
  mkdirSync(join(root, 'test', 'results'), { recursive: true });
  for (const file of ['functions/build.ts', 'solution/pack.ts'])
    execFileSync(process.execPath, [join(root, file)], { stdio: 'inherit' });
}
