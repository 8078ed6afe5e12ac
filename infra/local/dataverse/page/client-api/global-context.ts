import { createCollection } from './collection.ts';
import { toBraces } from './guid.ts';
import type { Person } from './person.ts';

const version = '9.2.24114.00000';

/** `Xrm.Utility.getGlobalContext()` */
export function createGlobalContext(person: Person, addressOf: (webResource: string) => string) {
  const roles = person.roles.map(({ id, name }) => ({ id, name, entityType: 'role' }));
  const app = { appId: '', displayName: 'Dynamics stand-in', uniqueName: 'standin', url: location.origin };
  return {
    client: {
      getClient: () => 'Web',
      getClientState: () => (navigator.onLine ? 'Online' : 'Offline'),
      getFormFactor: () => 1,
      isNetworkAvailable: () => navigator.onLine,
      isOffline: () => false,
    },
    organizationSettings: {
      organizationId: person.organizationId,
      uniqueName: person.uniqueName,
      languageId: 1033,
      isAutoSaveEnabled: false,
    },
    userSettings: {
      userId: toBraces(person.userId),
      userName: person.userName,
      languageId: person.languageId,
      isRTL: false,
      isHighContrastEnabled: false,
      roles: createCollection(
        () => roles,
        ({ name }) => name,
      ),
      securityRoles: roles.map(({ id }) => id),
      getTimeZoneOffsetMinutes: () => -new Date().getTimezoneOffset(),
    },
    getClientUrl: () => location.origin,
    getCurrentAppName: async () => app.displayName,
    getCurrentAppProperties: async () => app,
    getCurrentAppUrl: () => location.origin,
    getQueryStringParameters: () => Object.fromEntries(new URLSearchParams(location.search)),
    getVersion: () => version,
    getWebResourceUrl: addressOf,
    isOnPremises: () => false,
    prependOrgName: (path: string) => path,
  };
}
