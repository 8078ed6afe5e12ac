import { guidOf } from '../guid.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';

/** Function RetrieveUserPrivileges of systemuser: what all roles of the user allow together. */
export const retrieveUserPrivileges: BoundOperation = async (api, _request, _table, id) =>
  jsonResponse(200, {
    '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
    RolePrivileges: api.org.privileges.list(id, api.org.schema.all()).map((name) => ({
      Depth: 'Global',
      PrivilegeId: guidOf(`privilege ${name}`),
      BusinessUnitId: rootBusinessUnitId,
      PrivilegeName: name,
      RecordFilterId: '00000000-0000-0000-0000-000000000000',
      RecordFilterUniqueName: '',
    })),
  });
