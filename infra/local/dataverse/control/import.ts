import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { importSolution } from '../import/import-solution.ts';
import type { Control } from './control.ts';

const bodySchema = z.object({
  zip: z.string(),
  activateSteps: z.boolean().default(false),
  upgrade: z.boolean().default(false),
});

/** `POST /import {"zip":"path","activateSteps":b,"upgrade":b}`: installs a solution; what it brought survives `/reset`. */
export const importZip: Control = async ({ org, imports }, body) => {
  const { zip, activateSteps, upgrade } = bodySchema.parse(body);
  const mode = upgrade ? 'upgrade' : 'update';
  const order = { zip: await readFile(zip), activateSteps, mode } as const;
  const { changes, layers, ...imported } = importSolution(org, imports.layers(), order);
  imports.settle(layers, changes);
  return imported;
};
