import { z } from 'zod';
import { type RecordTable, recordTables } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';

/** A webhook that Dataverse gave up, as its system job says. `at`: ISO 8601, whole seconds. */
export type FailedJob = { readonly job: string; readonly at: string; readonly table: RecordTable; readonly id: string };

const jobShape = z.object({
  asyncoperationid: z.string().toLowerCase(),
  modifiedon: z.string(),
  primaryentitytype: z.enum(recordTables),
  _regardingobjectid_value: z.string().toLowerCase(),
});
const orderShape = z.object({ assent_jobid: z.string().toLowerCase() });

/** What webhooks may have lost, asked for by queries. Throws a CallError where Dataverse cannot be asked. */
export function overlooked(dataverse: Pick<Dataverse, 'page'>) {
  return {
    /** Failed system jobs (statuscode 31) of our steps since a time, oldest first, at most one page. Others' jobs are never ours to read. */
    failedJobs: async (sinceIso: string): Promise<readonly FailedJob[]> => {
      const tables = recordTables.map((table) => `primaryentitytype eq '${table}'`).join(' or ');
      const filter = `statuscode eq 31 and operationtype eq 1 and modifiedon ge ${sinceIso} and (${tables})`;
      const select = 'asyncoperationid,modifiedon,primaryentitytype,_regardingobjectid_value,name';
      const { rows } = await dataverse.page(`asyncoperations?$select=${select}&$filter=${filter}&$orderby=modifiedon`);
      return rows
        .filter(({ name }) => String(name).startsWith('Assent'))
        .flatMap((row) => jobShape.safeParse(row).data ?? [])
        .map((job) => ({
          job: job.asyncoperationid,
          at: job.modifiedon,
          table: job.primaryentitytype,
          id: job._regardingobjectid_value,
        }));
    },
    /** Orders that nobody has begun, or ended, although they were given, or begun, before this time. */
    waitingOrders: async (beforeIso: string): Promise<readonly string[]> => {
      const filter = `(assent_status eq 'new' or assent_status eq 'running') and modifiedon lt ${beforeIso}`;
      const { rows } = await dataverse.page(`assent_jobs?$select=assent_jobid&$filter=${filter}`);
      return rows.map((row) => orderShape.parse(row).assent_jobid);
    },
  };
}
