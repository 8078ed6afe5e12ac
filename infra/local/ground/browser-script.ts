import { readFileSync, statSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** A page asks for a hundred modules, a browser without a memory for all of them at each load. */
const known = new Map<string, { readonly changed: number; readonly code: string }>();

/** A TypeScript module as a browser takes it: the types are taken out, imports stay as they are. */
export function readBrowserScript(file: string): string {
  const changed = statSync(file).mtimeMs;
  const before = known.get(file);
  if (before?.changed === changed) return before.code;
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2024' });
  known.set(file, { changed, code });
  return code;
}
