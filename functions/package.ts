/**
 * `npm run package`, after a build: writes functions/dist/assent-functions.zip for `az functionapp deployment` and the
 * same files to functions/dist/app for `azd deploy`, which packs a folder by itself.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFiles, toZip } from './package-files.ts';

const dist = join(import.meta.dirname, 'dist');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')));
const files = packageFiles({
  main: readFileSync(join(dist, 'main.cjs')),
  hostJson: readFileSync(join(import.meta.dirname, 'host.json')),
  version,
});

const folder = join(dist, 'app');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
writeFileSync(join(dist, 'assent-functions.zip'), toZip(files));
