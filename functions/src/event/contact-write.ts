import type { Channel, PermissionKey } from './permission.ts';
import type { Suppression } from './suppression.ts';

/** One call's worth of change to one contact of a platform. */
export type ContactWrite = {
  /** The record's own id, lower case: how the platform knows the contact. */
  readonly externalId: string;
  /** `take`: permissions only, and never a new contact. `give`: attributes and permissions; the contact is made where it is not there. */
  readonly kind: 'give' | 'take';
  readonly attributes: Readonly<Record<string, string | null>>;
  /** On or off; permissions that are not named stay as they are. */
  readonly permissions: Readonly<Record<PermissionKey, boolean>>;
  /** We told the platform of this contact before. */
  readonly told: boolean;
  /** When the call is given up (milliseconds since 1970). What cannot be begun in good time before that is not begun, and is a `retry`. */
  readonly until: number;
};

export type WriteResult =
  /** `grantsWithheld`: the platform took the rest but mails nobody at the address. */
  | { readonly kind: 'done'; readonly grantsWithheld?: Suppression }
  /** The platform says no for good. `code` is stable, `property` the platform's own name of what it refused. */
  | { readonly kind: 'refused'; readonly code: string; readonly property?: string }
  /** It may succeed later. `maybeApplied`: the platform may have done it all the same. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number; readonly maybeApplied: boolean };

/** What the platform has of a contact: which permissions are on, and by which channels it has an address and mails nobody. */
export type ContactRead =
  | {
      readonly kind: 'found';
      readonly permissions: Readonly<Record<PermissionKey, boolean>>;
      readonly closed?: readonly Channel[];
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };
