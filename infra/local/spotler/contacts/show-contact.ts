import type { Property } from '../account/read-account.ts';
import { toLocal } from '../dates/zone.ts';
import { type Channel, channelsOf } from './channels.ts';
import type { Contact } from './contact.ts';
import { encryptedId } from './encrypted-id.ts';

/** A contact on the wire (specification, Contact). */
export type ShownContact = {
  readonly externalId?: string;
  readonly encryptedId: string;
  readonly created: number | string;
  readonly lastChanged: number | string;
  readonly testGroup: boolean;
  readonly temporary: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly channels: readonly Channel[];
};

export type View = {
  /** Only those that are visible and not removed. */
  readonly properties: readonly Property[];
  readonly externalIdField: string;
  readonly showDate: (ms: number) => number | string;
};

/** Only properties with a value are shown. The external id is shown to the key whose field it stands in. */
export function showContact(contact: Contact, view: View): ShownContact {
  const own = contact.externalIdField === view.externalIdField ? contact.externalId : undefined;
  return {
    ...(own === undefined ? {} : { externalId: own }),
    encryptedId: encryptedId(contact.number),
    created: view.showDate(contact.createdMs),
    lastChanged: view.showDate(contact.lastChangedMs),
    testGroup: contact.testGroup,
    temporary: false,
    properties: Object.fromEntries(view.properties.flatMap((property) => shownProperty(contact, property))),
    channels: channelsOf(contact, view.properties),
  };
}

function shownProperty(contact: Contact, property: Property): readonly (readonly [string, unknown])[] {
  if (property.type !== 'set') {
    const value = contact.values[property.name];
    return value === undefined ? [] : [[property.name, value]];
  }
  const bits = contact.bits[property.name];
  if (!bits) return [];
  const entries = property.entries.map(({ bit, description }) => ({ bit, description, enabled: bits[bit] ?? false }));
  return [[property.name, entries]];
}

/** Numbers or zone-less dates with whole seconds: both were seen (vendor documentation; a client's live test). */
export function dateWriter(datesAs: 'epoch' | 'iso', zone: string): View['showDate'] {
  return datesAs === 'epoch' ? (ms) => ms : (ms) => toLocal(ms, zone);
}
