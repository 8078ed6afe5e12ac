import type { Table } from '../../format/table.ts';
import { text } from '../columns.ts';

export const subscription: Table = {
  name: 'assent_subscription',
  label: { en: 'Subscription', nl: 'Abonnement' },
  plural: { en: 'Subscriptions', nl: 'Abonnementen' },
  description: {
    en: "One permission of the marketing platform, as the platform's list has it.",
    nl: 'Eén toestemming van het marketingplatform, zoals het platform haar noemt.',
  },
  ownership: 'OrgOwned',
  primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 200 },
  columns: [text('assent_externalid', "Platform's id", 'Id van het platform', 100)],
  changeTracking: true,
  layout: {
    icon: 'assent_/icons/subscription.svg',
    sections: [
      {
        label: { en: 'Subscription', nl: 'Abonnement' },
        columns: ['assent_name', 'assent_externalid', 'createdon', 'modifiedon'],
      },
    ],
    viewColumns: [
      { name: 'assent_name', width: 300 },
      { name: 'assent_externalid', width: 150 },
      { name: 'modifiedon', width: 150 },
    ],
    searchColumns: ['assent_externalid'],
    order: { column: 'assent_name', descending: false },
  },
};
