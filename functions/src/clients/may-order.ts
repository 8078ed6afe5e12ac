import { z } from 'zod';
import type { Dataverse } from './dataverse.ts';

const privilegesShape = z.object({
  RolePrivileges: z.array(z.object({ PrivilegeName: z.string().nullable().optional() })),
});

/** Who may change the settings may give orders. The name of a privilege follows from its table's schema name. */
const needed = 'prvwriteassent_configuration';

/** May this user give the relay orders? Function RetrieveUserPrivileges: all her roles together, those of her teams too. */
export async function mayOrder(dataverse: Pick<Dataverse, 'read'>, userId: string): Promise<boolean> {
  const answer = await dataverse.read(`systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`);
  if (answer === 'absent') return false;
  return privilegesShape.parse(answer).RolePrivileges.some(({ PrivilegeName: name }) => name?.toLowerCase() === needed);
}
