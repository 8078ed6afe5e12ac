import { displayColumns, recordLookup } from '../core/tables.ts';
import type { TableExtension } from '../format/table.ts';

/** What the sales solution adds: plain Dataverse has no lead table. */
export const salesExtensions: readonly TableExtension[] = [
  { name: 'lead', label: { en: 'Lead', nl: 'Lead' }, columns: displayColumns },
  {
    name: 'assent_permission',
    label: { en: 'Permission', nl: 'Toestemming' },
    columns: [recordLookup('lead', 'Lead', 'Lead')],
  },
];
