import type { Table, TableExtension } from '../format/table.ts';
import { displayColumns } from './columns.ts';
import { configuration } from './tables/configuration.ts';
import { issue } from './tables/issue.ts';
import { job } from './tables/job.ts';
import { permission } from './tables/permission.ts';
import { subscription } from './tables/subscription.ts';

/** The tables of the core solution: any Dataverse takes them. */
export const coreTables: readonly Table[] = [subscription, permission, configuration, job, issue];

export const coreExtensions: readonly TableExtension[] = [
  {
    name: 'contact',
    label: { en: 'Contact', nl: 'Contactpersoon' },
    columns: displayColumns,
    hasButtons: true,
  },
  { name: 'account', label: { en: 'Account', nl: 'Account' }, columns: displayColumns, hasButtons: true },
];
