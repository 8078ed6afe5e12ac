import type { Table } from '../../format/table.ts';
import { memo } from '../columns.ts';

export const configuration: Table = {
  name: 'assent_configuration',
  label: { en: 'Configuration', nl: 'Configuratie' },
  plural: { en: 'Configuration', nl: 'Configuratie' },
  description: {
    en: 'The settings document, and the heartbeat of the relay.',
    nl: 'Het document met instellingen, en de hartslag van de relay.',
  },
  ownership: 'OrgOwned',
  primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 100 },
  columns: [memo('assent_document', 'Document', 'Document')],
  changeTracking: true,
  layout: {
    icon: 'assent_/icons/configuration.svg',
    sections: [
      { label: { en: 'Document', nl: 'Document' }, columns: ['assent_name', 'assent_document', 'modifiedon'] },
    ],
    viewColumns: [
      { name: 'assent_name', width: 200 },
      { name: 'modifiedon', width: 150 },
    ],
    searchColumns: [],
    order: { column: 'assent_name', descending: false },
  },
};
