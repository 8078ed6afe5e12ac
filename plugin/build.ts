import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The scripts for Dynamics, one file per entry in `src/forms` and `src/commands`; `path` is the name of the web resource. */
export async function buildPlugin(): Promise<readonly { readonly path: string; readonly bytes: Uint8Array }[]> {
  const source = join(import.meta.dirname, 'src');
  const entries = ['forms', 'commands'].flatMap((folder) =>
    readdirSync(join(source, folder)).map((file) => `${folder}/${file.replace(/\.ts$/, '')}`),
  );
  const results = await Promise.all(
    entries.map((entry) =>
      build({
        entryPoints: [join(source, `${entry}.ts`)],
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        // Dynamics calls functions by a dotted name.
        globalName: entry === 'commands/commands' ? 'Assent.commands' : `Assent.${entry.replace('/', '.')}`,
        target: 'es2020',
        logLevel: 'warning',
      }),
    ),
  );
  return results.flatMap(({ outputFiles }, place) =>
    outputFiles.map(({ contents }) => ({ path: `assent_/${entries[place]}.js`, bytes: contents })),
  );
}
