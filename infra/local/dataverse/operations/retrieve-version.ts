import { jsonResponse } from '../web-api/respond.ts';
import type { Operation } from './operation.ts';

/** Function RetrieveVersion: the build of the organisation. */
export const retrieveVersion: Operation = {
  name: 'RetrieveVersion',
  run: (api) =>
    jsonResponse(200, {
      '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`,
      Version: '9.2.25101.00160',
    }),
};
