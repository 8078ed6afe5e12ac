import type { Column, Table, TableExtension } from '../format/table.ts';

const channel: Column = {
  name: 'assent_channel',
  label: { en: 'Channel', nl: 'Kanaal' },
  type: 'choice',
  options: [
    { value: 1, label: { en: 'E-mail', nl: 'E-mail' } },
    { value: 2, label: { en: 'SMS', nl: 'Sms' } },
  ],
};

const text = (name: string, en: string, nl: string, maxLength: number): Column => ({
  name,
  label: { en, nl },
  type: 'text',
  maxLength,
});

const memo = (name: string, en: string, nl: string): Column => ({
  name,
  label: { en, nl },
  type: 'memo',
  // The most that a multi-line column takes: a settings document has to fit in.
  maxLength: 1_048_576,
});

/** The lookup from a permission row to its record; deleting the record deletes its permission rows. */
export function recordLookup(table: 'contact' | 'account' | 'lead', en: string, nl: string): Column {
  return {
    name: `assent_${table}id`,
    label: { en, nl },
    type: 'lookup',
    target: table,
    relationship: `assent_${table}_permissions`,
    cascadeDelete: 'Cascade',
  };
}

/** The tables of the core solution: any Dataverse takes them. */
export const coreTables: readonly Table[] = [
  {
    name: 'assent_subscription',
    label: { en: 'Subscription', nl: 'Abonnement' },
    plural: { en: 'Subscriptions', nl: 'Abonnementen' },
    description: "One permission of the marketing platform, as the platform's list has it.",
    ownership: 'OrgOwned',
    primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 200 },
    columns: [text('assent_externalid', "Platform's id", 'Id van het platform', 100)],
    changeTracking: true,
  },
  {
    name: 'assent_permission',
    label: { en: 'Permission', nl: 'Toestemming' },
    plural: { en: 'Permissions', nl: 'Toestemmingen' },
    description: 'Whether a record may be mailed for one subscription on one channel.',
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
      channel,
      { name: 'assent_granted', label: { en: 'Granted', nl: 'Gegeven' }, type: 'boolean' },
      text('assent_source', 'Source', 'Bron', 200),
    ],
    changeTracking: true,
  },
  {
    name: 'assent_configuration',
    label: { en: 'Configuration', nl: 'Configuratie' },
    plural: { en: 'Configuration', nl: 'Configuratie' },
    description: 'The settings document, and the heartbeat of the relay.',
    ownership: 'OrgOwned',
    primaryName: { name: 'assent_name', label: { en: 'Name', nl: 'Naam' }, maxLength: 100 },
    columns: [memo('assent_document', 'Document', 'Document')],
    changeTracking: true,
  },
  {
    name: 'assent_job',
    label: { en: 'Job', nl: 'Taak' },
    plural: { en: 'Jobs', nl: 'Taken' },
    description: 'An order to the relay, with its progress and result.',
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
  },
  {
    name: 'assent_issue',
    label: { en: 'Issue', nl: 'Melding' },
    plural: { en: 'Issues', nl: 'Meldingen' },
    description: 'Something that needs a person: a record that was refused, a column that cannot be read.',
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
  },
];

/** The columns for display that the relay writes on a contact, account or lead. */
export const displayColumns: readonly Column[] = [
  {
    name: 'assent_bounce',
    label: { en: 'Bounce', nl: 'Bounce' },
    type: 'choice',
    options: [
      { value: 0, label: { en: 'None', nl: 'Geen' } },
      { value: 1, label: { en: 'Soft', nl: 'Zacht' } },
      { value: 2, label: { en: 'Hard', nl: 'Hard' } },
      { value: 3, label: { en: 'Other', nl: 'Anders' } },
    ],
  },
  { name: 'assent_globaloptout', label: { en: 'Global opt-out', nl: 'Algemene afmelding' }, type: 'boolean' },
  memo('assent_withheld', 'Withheld', 'Tegengehouden'),
];

export const coreExtensions: readonly TableExtension[] = [
  { name: 'contact', label: { en: 'Contact', nl: 'Contactpersoon' }, columns: displayColumns },
  { name: 'account', label: { en: 'Account', nl: 'Account' }, columns: displayColumns },
];
