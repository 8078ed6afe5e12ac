import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPlugin } from '../plugin/build.ts';
import { texts, textsName } from '../plugin/src/texts.ts';
import { resx } from './format/resx.ts';
import type { WebResource } from './format/web-resource-xml.ts';

/** The web resources of both solutions: the scripts as built from plugin/, their texts, and the files in `web/`. */
export async function readWebResources(): Promise<{
  readonly core: readonly WebResource[];
  readonly sales: readonly WebResource[];
}> {
  const languages = [
    { name: `${textsName}.1033.resx`, bytes: new TextEncoder().encode(resx(texts, 'en')), needs: [] },
    { name: `${textsName}.1043.resx`, bytes: new TextEncoder().encode(resx(texts, 'nl')), needs: [] },
  ];
  const scripts = (await buildPlugin()).map(({ path, bytes }) => ({
    name: path,
    bytes,
    // Dynamics loads the texts with the script only when the script says that it needs them.
    needs: path.endsWith('.js') ? languages.map(({ name }) => name) : [],
  }));
  const built = new Set(scripts.map(({ name }) => name));
  const files = staticFiles().filter(({ name }) => !built.has(name));
  const all = [...scripts, ...languages, ...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { core: all.filter(({ name }) => !isOfSales(name)), sales: all.filter(({ name }) => isOfSales(name)) };
}

/** Plain Dataverse has no lead, so its script comes with the sales solution. */
function isOfSales(name: string): boolean {
  return name === 'assent_/forms/lead.js';
}

function staticFiles(): readonly WebResource[] {
  const folder = join(import.meta.dirname, 'web');
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      name: `assent_${path.slice(folder.length).replaceAll('\\', '/')}`,
      bytes: readFileSync(path),
      needs: [],
    }));
}
