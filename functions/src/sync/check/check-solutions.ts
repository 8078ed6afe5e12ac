import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, red } from './line.ts';

const solutionShape = z.object({ uniquename: z.string(), version: z.string() });

/** Are the solutions there, and of the relay's own version? Lead needs the one for Sales. */
export async function checkSolutions({ dataverse, version }: CheckDoors): Promise<readonly CheckLine[]> {
  const path =
    "solutions?$select=uniquename,version&$filter=uniquename eq 'assent_core' or uniquename eq 'assent_sales'";
  const found = z.array(solutionShape).parse(await dataverse.query(path));
  const hasLead =
    (await dataverse.query("EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'lead'")).length > 0;
  const versionOf = (name: string) => found.find(({ uniquename }) => uniquename === name)?.version;
  return [
    ...lineOf('assent_core', versionOf('assent_core'), version, red),
    // Without the solution leads are only left alone: nobody is mailed for that.
    ...(hasLead ? lineOf('assent_sales', versionOf('assent_sales'), version, amber) : []),
  ];
}

function lineOf(
  name: string,
  found: string | undefined,
  version: string,
  whenMissing: typeof red,
): readonly CheckLine[] {
  const check = `solution ${name}`;
  if (found === undefined)
    return [whenMissing(check, 'It is not in this organisation.', 'Run the installer: it imports what is missing.')];
  // Dataverse has four numbers, the product three.
  const order = compareVersions(found, version);
  if (order === 0) return [green(check, `Version ${found}, as the relay.`)];
  const says = `Version ${found}; the relay has ${version}.`;
  if (order < 0) return [amber(check, says, `Run the installer of version ${version}: it upgrades the solution.`)];
  return [amber(check, says, `Deploy the relay of version ${found.split('.').slice(0, 3).join('.')}.`)];
}

/** Negative where `a` is older than `b`. A number that is left out is 0. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const differences = [0, 1, 2, 3].map((at) => (left?.[at] ?? 0) - (right?.[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
