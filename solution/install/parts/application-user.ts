import { z } from 'zod';
import type { WebApi } from '../../web-api.ts';
import type { Difference, Part } from '../part.ts';

const roleName = 'Assent Service';
const idShape = z.object({ systemuserid: z.string(), _businessunitid_value: z.string() });

/**
 * The user that the relay signs in as: an application user of its app registration, with the role *Assent Service* and no more than
 * that from us. Roles that somebody else gave it stay.
 */
export function applicationUserPart(api: WebApi, clientId: string | undefined): Part {
  return {
    name: 'application user',
    differences: async () => {
      if (clientId === undefined) return [];
      const [user] = await api.query(
        `systemusers?$select=systemuserid,_businessunitid_value&$filter=applicationid eq ${clientId}`,
      );
      if (user) return missingRole(api, idShape.parse(user));
      return [
        { says: `the user of ${clientId} is made, with the role ${roleName}`, apply: () => makeUser(api, clientId) },
      ];
    },
  };
}

async function makeUser(api: WebApi, clientId: string): Promise<void> {
  const [unit] = await api.query('businessunits?$select=businessunitid&$filter=_parentbusinessunitid_value eq null');
  await api.post('systemusers', {
    applicationid: clientId,
    firstname: '#',
    lastname: 'Assent relay',
    'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})`,
  });
  const [user] = await api.query(
    `systemusers?$select=systemuserid,_businessunitid_value&$filter=applicationid eq ${clientId}`,
  );
  for (const { apply } of await missingRole(api, idShape.parse(user))) await apply?.();
}

/** A role exists once for each business unit: the one of the user's own is meant. */
async function missingRole(api: WebApi, user: z.infer<typeof idShape>): Promise<readonly Difference[]> {
  const [role] = await api.query(
    `roles?$select=roleid&$filter=name eq '${roleName}' and _businessunitid_value eq ${user._businessunitid_value}`,
  );
  if (!role) return [{ says: `there is no role ${roleName}: import the newest assent_core` }];
  const path = `systemusers(${user.systemuserid})/systemuserroles_association`;
  const has = await api.query(`${path}?$select=roleid&$filter=roleid eq ${role.roleid}`);
  if (has.length > 0) return [];
  const apply = async () => {
    await api.post(`${path}/$ref`, { '@odata.id': `${api.environment}/api/data/v9.2/roles(${role.roleid})` });
  };
  return [{ says: `the role ${roleName} is given`, apply }];
}
