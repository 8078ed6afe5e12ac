import { guidOf } from '../guid.ts';

/** Rows every organisation starts with. */
export const rootBusinessUnitId = guidOf('businessunit root');

/** The platform's own user: the solution importer and cascades. */
export const systemUserId = guidOf('systemuser SYSTEM');

/** The application user behind the OAuth client. */
export const applicationUserId = guidOf('systemuser application');

/** The role that may do everything; its template has the same id everywhere. */
export const systemAdministratorId = guidOf('role System Administrator');
export const systemAdministratorTemplate = '627090ff-40a3-4053-8790-584edc5be201';

/** Who the page signs in as. */
export const demoUserId = guidOf('systemuser Demo User');
