import type { Privileges, Role } from '../format/role-xml.ts';

/** For people who work with contacts. What they may do with contacts themselves is for their own role to say. */
export const user: Role = {
  name: 'Assent User',
  privileges: [
    {
      table: 'assent_permission',
      verbs: ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo'],
      reason: 'tick, untick and take away permissions: a row that is gone is a no',
    },
    { table: 'assent_subscription', verbs: ['Read', 'AppendTo'], reason: 'choose the subscription of a permission' },
    { table: 'assent_configuration', verbs: ['Read'], reason: 'form scripts read which columns are synchronised' },
    { table: 'assent_job', verbs: ['Create', 'Read'], reason: 'Marketing history orders an explanation and reads it' },
  ],
};

/** For those who look after the synchronisation: comes on top of Assent User. */
export const administrator: Role = {
  name: 'Assent Administrator',
  privileges: [
    ...user.privileges,
    {
      table: 'assent_subscription',
      verbs: ['Create', 'Write', 'Delete', 'Append'],
      reason: 'rename or clear away rows',
    },
    {
      table: 'assent_configuration',
      verbs: ['Create', 'Write', 'Delete', 'Append', 'AppendTo'],
      reason: 'change the settings document',
    },
    {
      table: 'assent_job',
      verbs: ['Write', 'Delete', 'Append', 'AppendTo'],
      reason: 'give orders, clear away old ones',
    },
    {
      table: 'assent_issue',
      verbs: ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo'],
      reason: 'read, dismiss and clear away issues',
    },
    {
      table: 'SdkMessageProcessingStep',
      verbs: ['Read', 'Write'],
      reason: 'saving settings sets the columns that the Update steps listen to, in her own session',
    },
    { table: 'SdkMessage', verbs: ['Read'], reason: 'find those steps by their message' },
    ...metadata('the settings page offers the columns there are'),
  ],
};

/** For the relay's application user: exactly what its code calls. */
export const service: Role = {
  name: 'Assent Service',
  privileges: [
    ...record('Contact'),
    ...record('Account'),
    {
      table: 'assent_permission',
      verbs: ['Create', 'Read', 'Write', 'Append', 'AppendTo'],
      reason: 'read what the CRM says; write back what a recipient withdrew',
    },
    {
      table: 'assent_subscription',
      verbs: ['Create', 'Read', 'Write', 'AppendTo'],
      reason: "mirror the platform's list; name the subscription of a permission row",
    },
    {
      table: 'assent_configuration',
      verbs: ['Create', 'Read', 'Write'],
      reason: 'read the settings document; write the heartbeat row',
    },
    { table: 'assent_job', verbs: ['Read', 'Write'], reason: 'read orders; write progress and result' },
    {
      table: 'assent_issue',
      verbs: ['Create', 'Read', 'Write'],
      reason: 'report what needs a person; close it when it is over',
    },
    {
      table: 'Activity',
      verbs: ['Create', 'Read', 'Write', 'Append', 'AppendTo'],
      reason: 'tasks and responses that follow from what a recipient does',
    },
    {
      table: 'AsyncOperation',
      verbs: ['Read'],
      reason: 'find webhooks that Dataverse failed to send, and repeat them',
    },
    {
      table: 'SdkMessageProcessingStep',
      verbs: ['Read'],
      reason: 'self-check: each step there once, switched on, listening to the mapped columns',
    },
    { table: 'SdkMessage', verbs: ['Read'], reason: 'self-check: the message of a step' },
    { table: 'ServiceEndpoint', verbs: ['Read'], reason: 'self-check: the address that webhooks go to' },
    { table: 'Solution', verbs: ['Read'], reason: 'self-check: the installed version' },
    { table: 'Organization', verbs: ['Read'], reason: 'self-check: the organisation that the relay belongs to' },
    { table: 'User', verbs: ['Read'], reason: 'self-check: who the relay is; owners named by conditions and tasks' },
    {
      table: 'Role',
      verbs: ['Read'],
      reason: 'self-check: its own roles and privileges; whether who gave an order may change the settings',
    },
    ...metadata('which columns exist, which are secured'),
  ],
};

export const coreRoles: readonly Role[] = [user, administrator, service];

/** What the relay does with a table of people or organisations: it reads, and writes the columns for display. */
export function record(table: 'Contact' | 'Account' | 'Lead'): readonly Privileges[] {
  return [
    { table, verbs: ['Read'], reason: 'look at the record that an event names; change tracking' },
    { table, verbs: ['Write'], reason: 'bounce, global opt-out, withheld; consent columns that a recipient withdrew' },
    { table, verbs: ['AppendTo'], reason: 'permission rows and tasks point to it' },
  ];
}

function metadata(reason: string): readonly Privileges[] {
  return ['Entity', 'Attribute', 'Relationship', 'OptionSet'].map((table) => ({ table, verbs: ['Read'], reason }));
}
