import type { ContactRead, ContactWrite, WriteResult } from '../event/contact-write.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { PlatformBounce, PlatformContact, PlatformPage } from '../event/platform-contact.ts';
import { type SecondStep, secondSteps, type WithdrawalMode } from '../event/withdrawal.ts';

/** A permission as the platform's own list has it. */
export type ListedPermission = { readonly key: PermissionKey; readonly externalId: string; readonly name: string };

/** What every marketing platform can do for the relay. */
export type Platform = {
  /** Throws a CallError-like error where the list cannot be read. */
  readonly listPermissions: () => Promise<readonly ListedPermission[]>;
  /** Names of the properties that a contact can have. Throws like `listPermissions`. */
  readonly listProperties: () => Promise<readonly string[]>;
  /** At most `maxWrites`, no two of one contact; one result each, in the same order. Never throws for what the platform answers. */
  readonly write: (writes: readonly ContactWrite[]) => Promise<readonly WriteResult[]>;
  readonly maxWrites: number;
  /** One contact as it is now. Never throws: what could not be read is `unknown`. */
  readonly read: (externalId: string) => Promise<ContactRead>;
  /** Every contact of the account, oldest change first, from a cursor of its own on or from the beginning. Throws where a call fails. */
  readonly contacts: (from: string | undefined, pageSize: number) => AsyncIterable<PlatformPage<PlatformContact>>;
  /** Contacts that changed since a cursor of its own, many of them again. Undefined = since now, or a little before. */
  readonly changes: (since: string | undefined) => AsyncIterable<PlatformPage<PlatformContact>>;
  /** Bounces since a cursor of its own, some of them again. Undefined = all there are. */
  readonly bounces: (since: string | undefined) => AsyncIterable<PlatformPage<PlatformBounce>>;
  /** What it can do to a contact for good, beyond switching it off, by the mode of the settings. What erases a person is a must. */
  readonly endings: Readonly<Partial<Record<SecondStep, EndContact>>> & { readonly anonymise: EndContact };
};

/** For good; a contact that is not there is as good as done. Never throws: what cannot be done now is `retry`. */
export type EndContact = (
  externalId: string,
) => Promise<{ readonly kind: 'done' } | { readonly kind: 'retry'; readonly reason: string }>;

/** What a settings document may ask of it. */
export function modesOf({ endings }: Pick<Platform, 'endings'>): readonly WithdrawalMode[] {
  return ['revoke', ...secondSteps.filter((mode) => endings[mode] !== undefined)];
}
