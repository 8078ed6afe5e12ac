import { steps } from '../../plugin/src/steps.ts';
import type { CustomApi } from '../format/custom-api-xml.ts';
import type { Solution } from '../format/package.ts';
import type { WebResource } from '../format/web-resource-xml.ts';
import { adminApp } from './app.ts';
import { buttons } from './buttons.ts';
import { coreRoles } from './roles.ts';
import { coreExtensions, coreTables } from './tables.ts';

/** What the form scripts and the button *Sync now* call; its synchronous webhook step is registered by the installer. */
const syncRecord: CustomApi = {
  uniqueName: 'assent_SyncRecord',
  label: { en: 'Sync record', nl: 'Record synchroniseren' },
  description: { en: 'Asks the relay to look at records now.', nl: 'Vraagt de relay nu naar records te kijken.' },
  parameters: [
    { name: 'Table', type: 10, description: { en: 'Logical name of the table.', nl: 'Logische naam van de tabel.' } },
    {
      name: 'Ids',
      type: 11,
      description: { en: 'Ids of up to 100 records.', nl: "Id's van ten hoogste 100 records." },
    },
  ],
};

/** `assent_core`: contact and account, for any Dataverse. `version`: four numbers. */
export function coreSolution(version: string, webResources: readonly WebResource[]): Solution {
  return {
    manifest: {
      uniqueName: 'assent_core',
      label: { en: 'Assent', nl: 'Assent' },
      description: {
        en: 'Keeps a marketing platform in step with contacts and accounts.',
        nl: 'Houdt een marketingplatform gelijk met contactpersonen en accounts.',
      },
      version,
      missingDependencies: [],
    },
    tables: coreTables,
    extensions: coreExtensions,
    buttons,
    roles: coreRoles,
    webResources,
    steps: steps.filter(({ solution }) => solution === 'core'),
    hasEndpoint: true,
    customApis: [syncRecord],
    apps: [adminApp],
  };
}
