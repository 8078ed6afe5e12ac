import type { Property } from '../account/read-account.ts';
import { nowInSeconds, type Sandbox, visibleProperties } from '../sandbox.ts';
import { applyProperties, type Write } from './apply-properties.ts';
import { channelsOf } from './channels.ts';
import { type Contact, permissionsProperty, withChange } from './contact.ts';
import { describeChanges } from './describe-changes.ts';

/** Exactly the codes of the specification (AddContactResponse.code). */
export type Code =
  | 'OK'
  | 'PROPERTY_INVALID'
  | 'CONTACT_ALREADY_EXISTS'
  | 'CONTACT_UNKNOWN'
  | 'CONTACT_OPTOUT'
  | 'NO_ACTIVE_CHANNEL'
  | 'ERROR';

export type Written = { readonly code: Code; readonly message: string };

export type Order = Write & {
  readonly externalId: string;
  readonly externalIdField: string;
  /** `add`: there must be none; `update`: there must be one; `upsert`: either. */
  readonly mode: 'add' | 'update' | 'upsert';
  /** For the history of the contact: the call it came with. */
  readonly call: string;
};

/** Carries out one write of the API, or none of it. One contact after the other: later orders of a batch see earlier ones. */
export function writeContact(sandbox: Sandbox, order: Order): Written {
  const found = sandbox.contacts.byExternalId(order.externalIdField, order.externalId);
  // An anonymised contact is gone for the API; its external id is free again.
  const before = found?.state === 'anonymized' ? undefined : found;
  if (before && order.mode === 'add')
    return { code: 'CONTACT_ALREADY_EXISTS', message: 'A contact with this externalId already exists' };
  if (!before && order.mode === 'update')
    return { code: 'CONTACT_UNKNOWN', message: 'There is no contact with this externalId' };

  const properties = visibleProperties(sandbox);
  const start = before ?? newContact(sandbox, order);
  const applied = applyProperties(start, order, properties);
  if (applied.kind === 'invalid') return { code: 'PROPERTY_INVALID', message: applied.message };
  const after = changed(sandbox, start, { ...start, ...applied, testGroup: order.testGroup ?? start.testGroup });

  const refusal =
    addressTaken(sandbox, start, after) ?? suppressed(sandbox, after, grants(order, properties), properties);
  if (refusal) return refusal;
  const contact = withHistory(sandbox, { before: start, after, isNew: !before, call: order.call });
  sandbox.keep({ kind: 'contact', contact });
  return { code: 'OK', message: '' };
}

function newContact(sandbox: Sandbox, { externalId, externalIdField }: Order): Contact {
  const now = nowInSeconds(sandbox);
  return {
    number: sandbox.contacts.nextNumber(),
    externalId,
    externalIdField,
    createdMs: now,
    lastChangedMs: now,
    testGroup: false,
    values: {},
    bits: {},
    state: 'active',
    softBounces: 0,
    history: [],
  };
}

/** A new address has not bounced yet (a guess: the mark belongs to the address). */
function changed(
  sandbox: Sandbox,
  before: Contact,
  { kind: _, ...after }: Contact & { readonly kind?: 'ok' },
): Contact {
  const moved = sandbox.switches.get().ownWritesChangeLastChanged;
  const timed = { ...after, lastChangedMs: moved ? nowInSeconds(sandbox) : before.lastChangedMs };
  if (before.values.email === after.values.email) return timed;
  const { bounced: __, ...fresh } = timed;
  return { ...fresh, softBounces: 0 };
}

/** Only an address that is new to the contact is looked at: those who shared one before may keep it. */
function addressTaken(sandbox: Sandbox, before: Contact, { number, values }: Contact): Written | undefined {
  if (!sandbox.switches.get().uniqueEmail || values.email === undefined) return undefined;
  if (values.email === before.values.email) return undefined;
  const taken = sandbox.contacts.byEmail(String(values.email)).some((other) => other.number !== number);
  return taken
    ? { code: 'PROPERTY_INVALID', message: 'Property is invalid: email is in use by another contact' }
    : undefined;
}

function suppressed(
  sandbox: Sandbox,
  contact: Contact,
  isGrant: boolean,
  properties: readonly Property[],
): Written | undefined {
  if (isGrant && contact.state === 'inactive') return { code: 'CONTACT_OPTOUT', message: 'The contact has opted out' };
  const needsChannel = isGrant || sandbox.switches.get().noActiveChannelWhen === 'always';
  if (needsChannel && !channelsOf(contact, properties).some(({ value }) => value))
    return { code: 'NO_ACTIVE_CHANNEL', message: 'The contact has no active channel' };
  return undefined;
}

/** Whether the order switches a bit of the permissions on. */
function grants(order: Order, properties: readonly Property[]): boolean {
  const isOn = (entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'enabled' in entry && entry.enabled === true;
  return properties.some(({ name, type }) => {
    const given = order.properties[name];
    return type === 'set' && name === permissionsProperty && Array.isArray(given) && given.some(isOn);
  });
}

/** An order that changes nothing leaves no entry, so that the history stays readable. */
function withHistory(
  sandbox: Sandbox,
  { before, after, isNew, call }: { before: Contact; after: Contact; isNew: boolean; call: string },
): Contact {
  const changes = describeChanges(before, after, visibleProperties(sandbox));
  if (changes.length === 0 && !isNew) return after;
  const what = isNew ? `${call}, created` : call;
  return withChange(after, { atMs: sandbox.clock.now(), by: 'API', what, changes });
}
