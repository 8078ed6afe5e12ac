import type { App } from '../format/app-xml.ts';
import { administrator } from './roles.ts';
import { configuration } from './tables/configuration.ts';
import { issue } from './tables/issue.ts';
import { job } from './tables/job.ts';
import { permission } from './tables/permission.ts';
import { subscription } from './tables/subscription.ts';

/** The app *Assent*: all that an administrator looks at, and nothing of the daily work. */
export const adminApp: App = {
  uniqueName: 'assent_admin',
  label: { en: 'Assent', nl: 'Assent' },
  description: {
    en: 'Settings, orders and issues of the synchronisation with the marketing platform.',
    nl: 'Instellingen, opdrachten en meldingen van de synchronisatie met het marketingplatform.',
  },
  icon: 'assent_/icons/assent.svg',
  groups: [
    {
      name: 'overview',
      label: { en: 'Overview', nl: 'Overzicht' },
      entries: [
        {
          kind: 'page',
          name: 'assent_console',
          label: { en: 'Console', nl: 'Console' },
          page: 'assent_/console/index.html',
          icon: 'assent_/icons/assent.svg',
        },
        { kind: 'table', table: issue },
        { kind: 'table', table: job },
      ],
    },
    {
      name: 'permissions',
      label: { en: 'Permissions', nl: 'Toestemmingen' },
      entries: [
        { kind: 'table', table: subscription },
        { kind: 'table', table: permission },
      ],
    },
    {
      name: 'settings',
      label: { en: 'Settings', nl: 'Instellingen' },
      entries: [{ kind: 'table', table: configuration }],
    },
  ],
  roles: [administrator],
};
