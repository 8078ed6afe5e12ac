/** `npm run build`: what runs inside Dynamics, one file a web resource, as the solution packs them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** A web resource: its path below `plugin/dist`, which is its name in Dynamics. */
type WebResource = { readonly path: string; readonly bytes: Uint8Array };

const source = join(import.meta.dirname, 'src');
const dist = join(import.meta.dirname, 'dist');

/** Entries, and the global name that Dynamics calls their exports by. */
const scripts = [
  ['forms/contact', 'Assent.forms.contact'],
  ['forms/lead', 'Assent.forms.lead'],
  ['forms/account', 'Assent.forms.account'],
  ['commands/commands', 'Assent.commands'],
  ['history/history', undefined],
] as const;

/** Builds every web resource. The same sources give the same bytes. */
export async function buildPlugin(): Promise<readonly WebResource[]> {
  const built = await Promise.all([...scripts.map(([entry, globalName]) => script(entry, globalName)), page()]);
  return built.flat();
}

async function writePlugin(): Promise<void> {
  for (const { path, bytes } of await buildPlugin()) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), bytes);
  }
}

/** One classic script: web resources know no modules. */
function script(entry: string, globalName: string | undefined): Promise<readonly WebResource[]> {
  return bundle(entry, '.ts', '.js', { format: 'iife', ...(globalName ? { globalName } : {}) });
}

async function page(): Promise<readonly WebResource[]> {
  const files = await Promise.all([
    bundle('history/history', '.css', '.css', {}),
    bundle('history/index', '.html', '.html', { loader: { '.html': 'copy' } }),
  ]);
  return files.flat();
}

async function bundle(entry: string, from: string, to: string, options: BuildOptions): Promise<readonly WebResource[]> {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry + from)],
    bundle: true,
    minify: true,
    target: 'es2020',
    write: false,
    outdir: dist,
    logLevel: 'warning',
    ...options,
  });
  return (outputFiles ?? [])
    .filter(({ path }) => path.endsWith(to))
    .map(({ contents }) => ({ path: `assent_/${entry}${to}`, bytes: contents }));
}

// Not awaited: tests load this file as CommonJS. A failure ends the process all the same.
if (import.meta.main) void writePlugin();
