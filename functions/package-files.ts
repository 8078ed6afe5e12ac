import { strToU8, type Zippable, zipSync } from 'fflate';

/**
 * What Azure gets: the bundle, what the host reads, and a package.json of its own that names the bundle. No
 * `"type": "module"` in it, as the bundle is CommonJS; no dependencies, as the bundle holds them; no source map,
 * which is twice the bundle. https://learn.microsoft.com/azure/azure-functions/functions-reference-node
 */
export function packageFiles(parts: {
  readonly main: Uint8Array;
  readonly hostJson: Uint8Array;
  readonly version: string;
}): Readonly<Record<string, Uint8Array>> {
  const manifest = { name: 'assent-functions', version: parts.version, main: 'main.cjs' };
  return {
    'host.json': parts.hostJson,
    'main.cjs': parts.main,
    'package.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
  };
}

/** The zip, byte for byte the same for the same files: in order of their names, all of one date. */
export function toZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
    entries[name] = [content, { mtime: '2000-01-01T00:00:00' }];
  return zipSync(entries, { level: 9 });
}
