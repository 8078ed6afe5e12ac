import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { WebApi } from '../../web-api.ts';
import type { Importer } from './importer.ts';

const startedShape = z.object({ AsyncOperationId: z.string() });
const jobShape = z.object({
  statecode: z.number(),
  statuscode: z.number(),
  message: z.string().nullable().optional(),
  friendlymessage: z.string().nullable().optional(),
});

/** Asynchronous operations: state 3 is completed, status 30 succeeded. */
const completed = 3;
const succeeded = 30;

/**
 * Imports by Dataverse's own Web API (actions ImportSolutionAsync, StageAndUpgradeAsync), with its progress. Steps come switched
 * off: on, they would post to the address in the zip until the right one is set.
 */
export function webApiImporter(
  api: WebApi,
  say: (line: string) => void,
  pause: (ms: number) => Promise<void>,
): Importer {
  async function run(action: string, body: Readonly<Record<string, unknown>>, importJob: string): Promise<void> {
    const { AsyncOperationId: id } = startedShape.parse(await api.post(action, body));
    for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 5000)) {
      const job = jobShape.parse(
        await api.read(`asyncoperations(${id})?$select=statecode,statuscode,message,friendlymessage`),
      );
      if (job.statecode === completed && job.statuscode === succeeded) return;
      if (job.statecode === completed)
        throw new Error(`${action}: ${job.friendlymessage || job.message || `ended with status ${job.statuscode}`}`);
      await sayProgress(importJob);
      await pause(waitMs);
    }
  }

  async function sayProgress(importJob: string): Promise<void> {
    const row = await api.read(`importjobs(${importJob})?$select=progress`);
    if (typeof row?.progress === 'number') say(`  ${Math.round(row.progress)} %`);
  }

  return {
    name: 'web-api',
    importZip: async ({ zip, isUpgrade }) => {
      const importJob = randomUUID();
      const order = {
        CustomizationFile: (await readFile(zip)).toString('base64'),
        OverwriteUnmanagedCustomizations: false,
        PublishWorkflows: false,
        ImportJobId: importJob,
      };
      await run(isUpgrade ? 'StageAndUpgradeAsync' : 'ImportSolutionAsync', order, importJob);
    },
  };
}
