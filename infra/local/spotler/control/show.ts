import { type Contact, permissionsProperty } from '../contacts/contact.ts';
import { showContact } from '../contacts/show-contact.ts';
import { take } from '../contacts/take.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';

/**
 * A contact as the control surface shows it: like the API, but with all permissions as `{bit: enabled}`, the state, the dates in
 * full, and what changed it.
 */
export function controlView(sandbox: Sandbox, contact: Contact) {
  const properties = visibleProperties(sandbox);
  const shown = showContact(contact, { properties, externalIdField: contact.externalIdField, showDate: isoDate });
  const { [permissionsProperty]: _, ...others } = shown.properties;
  return {
    ...shown,
    number: contact.number,
    externalIdField: contact.externalIdField,
    properties: others,
    permissions: permissionsOf(sandbox, contact),
    state: contact.state,
    ...(contact.stateReason ? { stateReason: contact.stateReason } : {}),
    ...(contact.bounced ? { bounced: contact.bounced } : {}),
    softBounces: contact.softBounces,
    history: contact.history.map(({ atMs, ...change }) => ({ at: isoDate(atMs), ...change })),
  };
}

/** Every bit of the account, also those the contact never had. */
export function permissionsOf({ account }: Sandbox, contact: Contact): Readonly<Record<string, boolean>> {
  const entries = account.properties.find(({ name }) => name === permissionsProperty)?.entries ?? [];
  const bits = contact.bits[permissionsProperty] ?? {};
  return Object.fromEntries(entries.map(({ bit }) => [bit, bits[bit] ?? false]));
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}

/** All contacts as one JSON array, written piece by piece: a million of them do not fit into one text. */
export function streamContacts(sandbox: Sandbox): Response {
  const contacts = sandbox.contacts.all();
  const encoder = new TextEncoder();
  let separator = '[';
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = take(contacts, piece).map((contact) => JSON.stringify(controlView(sandbox, contact)));
      if (part.length > 0) {
        controller.enqueue(encoder.encode(separator + part.join(',')));
        separator = ',';
      }
      if (part.length === piece) return;
      controller.enqueue(encoder.encode(separator === '[' ? '[]' : ']'));
      controller.close();
    },
  });
  return new Response(stream, { headers: { 'content-type': 'application/json' } });
}

const piece = 500;

/** Temporary lists and audiences with the external ids on them; the API has no call that reads members. */
export function showLists({ lists, contacts }: Sandbox) {
  return [...lists.all('temporary'), ...lists.all('audience')].map((list) => ({
    ...list,
    members: [...lists.members(list)].flatMap((number) => contacts.byNumber(number)?.externalId ?? []),
  }));
}
