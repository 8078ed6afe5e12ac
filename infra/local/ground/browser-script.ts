import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** A TypeScript module as a browser takes it: the types are taken out, imports stay as they are. */
export function readBrowserScript(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2024' }).code;
}
