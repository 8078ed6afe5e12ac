import type { Property } from '../account/read-account.ts';
import type { Contact } from './contact.ts';

export type Channel = { readonly name: 'EMAIL' | 'SMS'; readonly value: boolean };

/**
 * On which channels a contact can be reached (specification, Contact.channels). A hard bounce, the fourth soft bounce in a row, a
 * global opt-out and a complaint close them (help centre, "Inactive contacts").
 */
export function channelsOf(contact: Contact, properties: readonly Property[]): readonly Channel[] {
  const active = contact.state === 'active';
  return [
    { name: 'EMAIL', value: active && contact.bounced === undefined && has(contact, properties, 'email') },
    { name: 'SMS', value: active && has(contact, properties, 'mobNr') },
  ];
}

function has(contact: Contact, properties: readonly Property[], type: Property['type']): boolean {
  return properties.some((property) => property.type === type && contact.values[property.name] !== undefined);
}
