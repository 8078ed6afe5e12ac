import { rootBusinessUnitId } from '../organisation/people.ts';
import { jsonResponse } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** Function WhoAmI. */
export const whoAmI: Operation = {
  name: 'WhoAmI',
  run: (api) =>
    jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      BusinessUnitId: rootBusinessUnitId,
      UserId: api.call.userId,
      OrganizationId: api.org.identity.id(),
    }),
};
