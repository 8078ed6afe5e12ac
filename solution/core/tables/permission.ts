import type { Table } from '../../format/table.ts';
import { recordLookup, text } from '../columns.ts';

export const permission: Table = {
  name: 'assent_permission',
  label: { en: 'Permission', nl: 'Toestemming' },
  plural: { en: 'Permissions', nl: 'Toestemmingen' },
  description: {
    en: 'Whether a record may be mailed for one subscription on one channel.',
    nl: 'Of een record voor één abonnement op één kanaal gemaild mag worden.',
  },
  ownership: 'UserOwned',
  primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 200 },
  columns: [
    recordLookup('contact', 'Contact', 'Contactpersoon'),
    recordLookup('account', 'Account', 'Account'),
    {
      name: 'assent_subscriptionid',
      label: { en: 'Subscription', nl: 'Abonnement' },
      type: 'lookup',
      target: 'assent_subscription',
      relationship: 'assent_subscription_permissions',
      cascadeDelete: 'Restrict',
    },
    {
      name: 'assent_channel',
      label: { en: 'Channel', nl: 'Kanaal' },
      type: 'choice',
      options: [
        { value: 1, label: { en: 'E-mail', nl: 'E-mail' } },
        { value: 2, label: { en: 'SMS', nl: 'Sms' } },
      ],
    },
    { name: 'assent_granted', label: { en: 'Granted', nl: 'Gegeven' }, type: 'boolean' },
    text('assent_source', 'Source', 'Bron', 200),
  ],
  changeTracking: true,
  layout: {
    icon: 'assent_/icons/permission.svg',
    sections: [
      {
        label: { en: 'Permission', nl: 'Toestemming' },
        columns: ['assent_subscriptionid', 'assent_channel', 'assent_granted', 'assent_source'],
      },
      {
        label: { en: 'Record', nl: 'Record' },
        columns: ['assent_contactid', 'assent_accountid', 'assent_name', 'ownerid'],
      },
    ],
    viewColumns: [
      { name: 'assent_subscriptionid', width: 200 },
      { name: 'assent_channel', width: 100 },
      { name: 'assent_granted', width: 100 },
      { name: 'assent_source', width: 150 },
      { name: 'modifiedon', width: 150 },
      { name: 'assent_contactid', width: 200 },
      { name: 'assent_accountid', width: 200 },
    ],
    searchColumns: ['assent_source'],
    order: { column: 'modifiedon', descending: true },
  },
};
