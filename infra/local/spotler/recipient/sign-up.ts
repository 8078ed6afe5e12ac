import { applyProperties } from '../contacts/apply-properties.ts';
import { changeContact } from '../contacts/change-contact.ts';
import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import { floorToSecond } from '../dates/read-date.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';

export type SignUp = {
  readonly properties: Readonly<Record<string, unknown>>;
  /** Absent for a form; a caller of `/subscription/subscribe` may give one. */
  readonly externalId?: string;
  readonly externalIdField: string;
  readonly atMs: number;
  readonly what: string;
};

/**
 * Somebody signs up. The external id picks the contact, or else the address: a contact that itself came from a form or, where an
 * address may be held only once (`uniqueEmail`), any; otherwise it is a new one, the twin of whoever else holds the address. Signing
 * up oneself makes an inactive contact active again. (A guess: how forms match contacts is a setting of each form.)
 * Answers the contact, or a sentence naming the property that does not fit.
 */
export function signUp(sandbox: Sandbox, order: SignUp): Contact | string {
  const before = existing(sandbox, order) ?? newSubscriber(sandbox, order);
  const write = { properties: order.properties, testGroup: undefined, purge: false };
  const applied = applyProperties(before, write, visibleProperties(sandbox));
  if (applied.kind === 'invalid') return applied.message;
  const { stateReason: _, ...contact } = before;
  const after: Contact = { ...contact, state: 'active', values: applied.values, bits: applied.bits };
  return changeContact(sandbox, before, after, { by: 'recipient', what: order.what, atMs: order.atMs });
}

/** Permission bits as a write names them. */
export function switchedOn(bits: readonly number[]): Readonly<Record<string, unknown>> {
  if (bits.length === 0) return {};
  return { [permissionsProperty]: bits.map((bit) => ({ bit, enabled: true })) };
}

function existing(sandbox: Sandbox, { externalId, externalIdField, properties }: SignUp): Contact | undefined {
  if (externalId !== undefined) {
    const found = sandbox.contacts.byExternalId(externalIdField, externalId);
    return found?.state === 'anonymized' ? undefined : found;
  }
  const { email } = properties;
  if (typeof email !== 'string') return undefined;
  const unique = sandbox.switches.get().uniqueEmail;
  return sandbox.contacts.byEmail(email).find((contact) => unique || contact.externalId === undefined);
}

function newSubscriber(sandbox: Sandbox, { externalId, externalIdField, atMs }: SignUp): Contact {
  return {
    number: sandbox.contacts.nextNumber(),
    ...(externalId === undefined ? {} : { externalId }),
    externalIdField,
    createdMs: floorToSecond(atMs),
    lastChangedMs: floorToSecond(atMs),
    testGroup: false,
    values: {},
    bits: {},
    state: 'active',
    softBounces: 0,
    history: [],
  };
}
