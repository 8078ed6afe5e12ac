import { join } from 'node:path';
import { z } from 'zod';
import { post } from './ground/post.ts';
import { queryAsAdmin } from './query-as-admin.ts';
import type { StartOptions } from './start-options.ts';

const solutions = join(import.meta.dirname, '..', '..', 'solution', 'dist');
const nameShape = z.object({ uniquename: z.string() });

/** What an admin does first: imports the zips, steps left off. False when an earlier start has done it (`--data`). */
export async function importSolutions(dataverseUrl: string, options: StartOptions): Promise<boolean> {
  if (!options.install) return false;
  const present = await queryAsAdmin(dataverseUrl, 'solutions?$select=uniquename', nameShape);
  if (present.some(({ uniquename }) => uniquename === 'assent_core')) return false;
  for (const zip of options.bare ? ['assent_core.zip'] : ['assent_core.zip', 'assent_sales.zip'])
    await post(`${dataverseUrl}/_control/import`, { zip: join(solutions, zip), activateSteps: false });
  return true;
}
