import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Package, readPackage } from '../../../solution/check/read-package.ts';
import { coreSolution } from '../../../solution/core/solution.ts';
import { packageZip, type Solution } from '../../../solution/format/package.ts';
import { salesSolution } from '../../../solution/sales/solution.ts';

const texts = ['assent_/texts/assent.1033.resx', 'assent_/texts/assent.1043.resx'];
const icons = ['assent', 'configuration', 'history', 'issue', 'job', 'permission', 'subscription', 'sync'];

/** Web resources as the real ones are named, with nothing in them. */
const webResource = (name: string) => ({
  name,
  bytes: strToU8(`/* ${name} */`),
  needs: name.endsWith('.js') ? texts : [],
});

export const core: Solution = coreSolution(
  '1.2.3.0',
  [
    'assent_/forms/contact.js',
    'assent_/forms/account.js',
    'assent_/commands/commands.js',
    'assent_/console/index.html',
    ...icons.map((icon) => `assent_/icons/${icon}.svg`),
    ...texts,
  ].map(webResource),
);
/** Core with two tables, one extension and what belongs to them: read fifty times over, the whole of it would take its time. */
const tables = core.tables.filter(({ name }) => name === 'assent_subscription' || name === 'assent_permission');
export const smallCore: Solution = {
  ...core,
  tables,
  extensions: core.extensions.filter(({ name }) => name === 'contact'),
  steps: core.steps.filter(({ table }) => table === 'contact'),
  apps: core.apps.map((app) => ({
    ...app,
    groups: app.groups.map((group) => ({
      ...group,
      entries: group.entries.filter((entry) => entry.kind === 'page' || tables.includes(entry.table)),
    })),
  })),
};
export const sales: Solution = salesSolution('1.2.3.0', [webResource('assent_/forms/lead.js')]);

const packed = new Map<Solution, Map<boolean, ReadonlyMap<string, string>>>();

/** The parts of a zip as texts, by path. Packed once: many tests look. */
export function partsOf(solution: Solution, managed = true): ReadonlyMap<string, string> {
  const known = packed.get(solution)?.get(managed);
  if (known) return known;
  const parts = Object.entries(unzipSync(packageZip(solution, managed)));
  const texts = new Map(parts.map(([path, bytes]) => [path, strFromU8(bytes)]));
  packed.set(solution, new Map(packed.get(solution)).set(managed, texts));
  return texts;
}

export type Edit = (parts: Map<string, string>) => void;

/** The zip of a solution after `edit` has spoiled it. */
export function spoiledZip(solution: Solution, edit: Edit): Uint8Array {
  const parts = new Map(partsOf(solution));
  edit(parts);
  return zipSync(Object.fromEntries([...parts].map(([path, text]) => [path, strToU8(text)])), { level: 0 });
}

export function spoiled(solution: Solution, edit: Edit): Package {
  return readPackage(`${solution.manifest.uniqueName}.zip`, spoiledZip(solution, edit));
}

/** Replaces the first `from` in a part; fails where it is not there, so that a case can never test nothing. */
export function replacing(path: string, from: string | RegExp, to: string): Edit {
  return (parts) => {
    const text = parts.get(path);
    const changed = text?.replace(from, () => to);
    if (text === undefined || changed === undefined || changed === text) throw new Error(`${from} is not in ${path}`);
    parts.set(path, changed);
  };
}
