import { guidOf } from '../guid.ts';

/** Rows every organisation starts with. */
export const rootBusinessUnitId = guidOf('businessunit root');

/** The platform's own user: the solution importer and cascades. */
export const systemUserId = guidOf('systemuser SYSTEM');

/** The application user behind the OAuth client. */
export const applicationUserId = guidOf('systemuser application');

/** Who the page signs in as. */
export const demoUserId = guidOf('systemuser Demo User');
