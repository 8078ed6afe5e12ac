import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { importSolution } from '../import/import-solution.ts';
import type { Control } from './control.ts';

const bodySchema = z.object({ zip: z.string(), activateSteps: z.boolean().default(false) });

/** `POST /import {"zip":"path","activateSteps":b}`: installs a solution; what it brought survives `/reset`. */
export const importZip: Control = async (standIn, body) => {
  const { zip, activateSteps } = bodySchema.parse(body);
  const bytes = await readFile(zip);
  const { changes, ...imported } = importSolution(standIn.org, bytes, activateSteps);
  standIn.imports.add(bytes, changes);
  return imported;
};
