import type { ContactWrite } from '../../event/contact-write.ts';
import { externalIdOf, type PermissionKey } from '../../event/permission.ts';

/** Contact of the Mail+ REST API as we send it. A property that is emptied is sent as an empty text. */
export type SpotlerContact = {
  readonly externalId: string;
  readonly properties: Readonly<
    Record<string, string | readonly { readonly bit: number; readonly enabled: boolean }[]>
  >;
};

export function toContact(write: ContactWrite): SpotlerContact {
  const attributes = Object.fromEntries(Object.entries(write.attributes).map(([name, value]) => [name, value ?? '']));
  const bits = Object.entries(write.permissions).map(([key, enabled]) => ({ bit: bitOf(key), enabled }));
  // Bits merge one by one: those that are not in the call stay as they are.
  return {
    externalId: write.externalId,
    properties: { ...attributes, ...(bits.length > 0 ? { permissions: bits } : {}) },
  };
}

/** The bit of a permission key. Bits are the account's own numbers: powers of two as a rule, never to be guessed. */
function bitOf(key: PermissionKey): number {
  return Number(externalIdOf(key));
}
