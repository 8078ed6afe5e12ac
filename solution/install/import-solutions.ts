import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { WebApi } from '../web-api.ts';
import type { Importer } from './importers/importer.ts';

const dist = join(import.meta.dirname, '..', 'dist');
const solutionShape = z.object({ uniquename: z.string(), version: z.string(), ismanaged: z.boolean() });

/** What is to be done about one solution. */
export type ImportPlan = {
  readonly uniqueName: 'assent_core' | 'assent_sales';
  readonly kind: 'install' | 'upgrade' | 'again' | 'leave';
  readonly says: string;
};

/**
 * What an import would do: core first, sales where the organisation has leads. Throws an Error that says why where it cannot be
 * done: a newer version is there, or one of the other kind (managed, unmanaged).
 */
export async function planImports(
  api: WebApi,
  { version, isManaged }: { readonly version: string; readonly isManaged: boolean },
): Promise<readonly ImportPlan[]> {
  const rows = await api.query(
    "solutions?$select=uniquename,version,ismanaged&$filter=uniquename eq 'assent_core' or uniquename eq 'assent_sales'",
  );
  const here = z.array(solutionShape).parse(rows);
  const hasLead = (await api.query("EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'lead'")).length > 0;
  const wanted = hasLead ? (['assent_core', 'assent_sales'] as const) : (['assent_core'] as const);
  return wanted.map((uniqueName) =>
    planOne(
      uniqueName,
      here.find((each) => each.uniquename === uniqueName),
      { version, isManaged },
    ),
  );
}

function planOne(
  uniqueName: ImportPlan['uniqueName'],
  here: z.infer<typeof solutionShape> | undefined,
  { version, isManaged }: { readonly version: string; readonly isManaged: boolean },
): ImportPlan {
  if (!here) return { uniqueName, kind: 'install', says: `${uniqueName} ${version} is installed` };
  if (here.ismanaged !== isManaged) {
    const [has, flag] = here.ismanaged ? ['managed', '--managed'] : ['unmanaged', '--unmanaged'];
    throw new Error(`${uniqueName} is here as ${has}: give ${flag}, or uninstall it first.`);
  }
  const order = compareVersions(here.version, version);
  if (order > 0)
    throw new Error(`${uniqueName} ${here.version} is here, which is newer than ${version}: take the newer package.`);
  if (order < 0) return { uniqueName, kind: 'upgrade', says: `${uniqueName} goes from ${here.version} to ${version}` };
  // An unmanaged one may have been changed since; a managed one of this version is this one.
  if (isManaged) return { uniqueName, kind: 'leave', says: `${uniqueName} ${version} is here already` };
  return { uniqueName, kind: 'again', says: `${uniqueName} ${version} is imported again` };
}

/** Carries the plan out. Throws an Error with the importer's reason; what was imported before it stays. */
export async function importSolutions(
  plans: readonly ImportPlan[],
  importer: Importer,
  { isManaged, say }: { readonly isManaged: boolean; readonly say: (line: string) => void },
): Promise<void> {
  for (const { uniqueName, kind, says } of plans) {
    say(`import: ${says}`);
    if (kind === 'leave') continue;
    const zip = join(dist, `${uniqueName}${isManaged ? '_managed' : ''}.zip`);
    if (!existsSync(zip)) throw new Error(`${zip} is not there: run npm run pack first.`);
    // Only a managed solution can be upgraded; an unmanaged one is written over.
    await importer.importZip({ zip, isUpgrade: kind === 'upgrade' && isManaged });
  }
}

/** Negative where `a` is older. Four numbers each. */
function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((version) => version.split('.').map(Number));
  const differences = [0, 1, 2, 3].map((at) => (left[at] ?? 0) - (right[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
