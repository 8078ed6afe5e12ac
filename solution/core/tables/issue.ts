import type { Table } from '../../format/table.ts';
import { memo, text } from '../columns.ts';

export const issue: Table = {
  name: 'assent_issue',
  label: { en: 'Issue', nl: 'Melding' },
  plural: { en: 'Issues', nl: 'Meldingen' },
  description: {
    en: 'Something that needs a person: a record that was refused, a column that cannot be read.',
    nl: 'Iets waar een mens naar moet kijken: een geweigerde record, een kolom die niet te lezen is.',
  },
  ownership: 'OrgOwned',
  primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 200 },
  columns: [
    text('assent_code', 'Code', 'Code', 100),
    memo('assent_message', 'Message', 'Bericht'),
    text('assent_table', 'Table', 'Tabel', 100),
    text('assent_recordid', 'Record', 'Record', 100),
    { name: 'assent_attempts', label: { en: 'Attempts', nl: 'Pogingen' }, type: 'integer' },
    text('assent_status', 'Status', 'Status', 50),
  ],
  changeTracking: false,
  layout: {
    icon: 'assent_/icons/issue.svg',
    sections: [
      {
        label: { en: 'Issue', nl: 'Melding' },
        columns: ['assent_name', 'assent_code', 'assent_message', 'assent_status'],
      },
      {
        label: { en: 'Record', nl: 'Record' },
        columns: ['assent_table', 'assent_recordid', 'assent_attempts', 'createdon', 'modifiedon'],
      },
    ],
    viewColumns: [
      { name: 'assent_name', width: 250 },
      { name: 'assent_code', width: 175 },
      { name: 'assent_status', width: 100 },
      { name: 'assent_table', width: 100 },
      { name: 'assent_recordid', width: 250 },
      { name: 'assent_attempts', width: 100 },
      { name: 'modifiedon', width: 150 },
    ],
    searchColumns: ['assent_code', 'assent_recordid', 'assent_status'],
    order: { column: 'modifiedon', descending: true },
  },
};
