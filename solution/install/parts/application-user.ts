import { z } from 'zod';
import type { WebApi } from '../../web-api.ts';
import type { Difference, Part } from '../part.ts';

/** The second comes with the solution for Sales, as core may not name what plain Dataverse does not have. */
const roleNames = ['Assent Service', 'Assent Service for Sales'] as const;
const idShape = z.object({ systemuserid: z.string(), _businessunitid_value: z.string() });

/**
 * The user that the relay signs in as: an application user of its app registration, with the roles that our solutions bring for it and no
 * more than those from us. Roles that somebody else gave it stay.
 */
export function applicationUserPart(api: WebApi, clientId: string | undefined): Part {
  return {
    name: 'application user',
    differences: async () => {
      if (clientId === undefined) return [];
      const [user] = await api.query(
        `systemusers?$select=systemuserid,_businessunitid_value&$filter=applicationid eq ${clientId}`,
      );
      if (user) return missingRoles(api, idShape.parse(user));
      return [{ says: `the user of ${clientId} is made, with its roles`, apply: () => makeUser(api, clientId) }];
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
  for (const { apply } of await missingRoles(api, idShape.parse(user))) await apply?.();
}

/** A role exists once for each business unit: the ones of the user's own are meant. */
async function missingRoles(api: WebApi, user: z.infer<typeof idShape>): Promise<readonly Difference[]> {
  const path = `systemusers(${user.systemuserid})/systemuserroles_association`;
  const has = new Set((await api.query(`${path}?$select=roleid`)).map(({ roleid }) => roleid));
  const names = roleNames.map((name) => `name eq '${name}'`).join(' or ');
  const unit = user._businessunitid_value;
  const roles = await api.query(`roles?$select=roleid,name&$filter=_businessunitid_value eq ${unit} and (${names})`);
  if (roles.length === 0) return [{ says: `there is no role ${roleNames[0]}: import the newest assent_core` }];
  return roles
    .filter(({ roleid }) => !has.has(roleid))
    .map(({ roleid, name }) => ({
      says: `the role ${name} is given`,
      apply: async () => {
        await api.post(`${path}/$ref`, { '@odata.id': `${api.environment}/api/data/v9.2/roles(${roleid})` });
      },
    }));
}
