import { displayColumns, recordLookup } from '../core/columns.ts';
import type { TableExtension } from '../format/table.ts';

/** What the sales solution adds: plain Dataverse has no lead table. */
export const salesExtensions: readonly TableExtension[] = [
  { name: 'lead', label: { en: 'Lead', nl: 'Lead' }, columns: displayColumns, hasButtons: true },
  {
    name: 'assent_permission',
    label: { en: 'Permission', nl: 'Toestemming' },
    columns: [recordLookup('lead', 'Lead', 'Lead')],
    hasButtons: false,
  },
];
