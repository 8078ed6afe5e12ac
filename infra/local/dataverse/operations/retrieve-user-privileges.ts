import { guidOf } from '../guid.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';

const rights = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'];

/** Function RetrieveUserPrivileges of a systemuser. Here everybody may do everything, as a System Administrator. */
export const retrieveUserPrivileges: BoundOperation = async (api) => {
  const names = api.org.schema
    .all()
    .flatMap((table) => rights.map((right) => `prv${right}${table.custom ? table.name : table.schemaName}`));
  return jsonResponse(200, {
    '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
    RolePrivileges: names.map((name) => ({
      Depth: 'Global',
      PrivilegeId: guidOf(`privilege ${name}`),
      BusinessUnitId: rootBusinessUnitId,
      PrivilegeName: name,
    })),
  });
};
