import type { Table } from '../../format/table.ts';
import { memo, text } from '../columns.ts';

export const job: Table = {
  name: 'assent_job',
  label: { en: 'Job', nl: 'Taak' },
  plural: { en: 'Jobs', nl: 'Taken' },
  description: {
    en: 'An order to the relay, with its progress and result.',
    nl: 'Een opdracht aan de relay, met voortgang en resultaat.',
  },
  ownership: 'OrgOwned',
  primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 200 },
  columns: [
    text('assent_kind', 'Kind', 'Soort', 50),
    memo('assent_argument', 'Argument', 'Argument'),
    text('assent_status', 'Status', 'Status', 50),
    memo('assent_progress', 'Progress', 'Voortgang'),
    memo('assent_result', 'Result', 'Resultaat'),
  ],
  changeTracking: false,
  layout: {
    icon: 'assent_/icons/job.svg',
    sections: [
      {
        label: { en: 'Order', nl: 'Opdracht' },
        columns: ['assent_name', 'assent_kind', 'assent_argument', 'createdon'],
      },
      {
        label: { en: 'Result', nl: 'Resultaat' },
        columns: ['assent_status', 'assent_progress', 'assent_result', 'modifiedon'],
      },
    ],
    viewColumns: [
      { name: 'assent_name', width: 250 },
      { name: 'assent_kind', width: 125 },
      { name: 'assent_status', width: 125 },
      { name: 'createdon', width: 150 },
      { name: 'modifiedon', width: 150 },
    ],
    searchColumns: ['assent_kind', 'assent_status'],
    order: { column: 'createdon', descending: true },
  },
};
