import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, isForbidden, red } from './line.ts';

const reads = [
  'contacts',
  'accounts',
  'leads',
  'assent_permissions',
  'assent_subscriptions',
  'assent_configurations',
  'assent_jobs',
  'assent_issues',
  'asyncoperations',
];

/** What the relay writes: display columns, write-backs, the mirror of the platform's list, orders, issues, the heartbeat. */
const writes = [
  'prvWriteContact',
  'prvWriteAccount',
  'prvWriteLead',
  'prvWriteassent_permission',
  'prvCreateassent_subscription',
  'prvWriteassent_subscription',
  'prvCreateassent_configuration',
  'prvWriteassent_configuration',
  'prvWriteassent_job',
  'prvCreateassent_issue',
  'prvWriteassent_issue',
];

const whoShape = z.object({ UserId: z.string() });
const privilegesShape = z.object({
  RolePrivileges: z.array(z.object({ PrivilegeName: z.string().nullable().optional() })),
});
const repair = 'Give the application user the role Assent Service of the newest solution.';

/** Can each table be read, and may the relay write what it writes? Reading is tried; what may be written only the roles can tell. */
export async function checkPrivileges(doors: CheckDoors, hasLead: boolean): Promise<readonly CheckLine[]> {
  const tables = reads.filter((set) => hasLead || set !== 'leads');
  const refused = (await Promise.all(tables.map((set) => refusedRead(doors, set)))).flat();
  const missing = (await missingWrites(doors)).filter((name) => hasLead || !name.endsWith('Lead'));
  if (refused.length > 0) return [red('privileges', `The relay may not read ${refused.join(', ')}.`, repair)];
  // What is told to the platform goes on; what the CRM shows of it falls behind.
  if (missing.length > 0) return [amber('privileges', `The relay has no ${missing.join(', ')}.`, repair)];
  return [green('privileges', `${tables.length} tables can be read, and what the relay writes it may write.`)];
}

async function refusedRead({ dataverse }: CheckDoors, set: string): Promise<readonly string[]> {
  try {
    await dataverse.query(`${set}?$select=createdon&$top=1`);
    return [];
  } catch (error) {
    if (isForbidden(error)) return [set];
    throw error;
  }
}

async function missingWrites({ dataverse }: CheckDoors): Promise<readonly string[]> {
  const { UserId: id } = whoShape.parse(await dataverse.read('WhoAmI'));
  const answer = await dataverse.read(`systemusers(${id})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`);
  const names = privilegesShape
    .parse(answer)
    .RolePrivileges.flatMap(({ PrivilegeName: name }) => (name ? [name.toLowerCase()] : []));
  // Older versions of Dataverse give ids only: then there is nothing to compare.
  return names.length === 0 ? [] : writes.filter((name) => !names.includes(name.toLowerCase()));
}
