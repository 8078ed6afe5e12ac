import type { PermissionKey } from './permission.ts';
import type { BounceKind } from './suppression.ts';

/** A contact as the platform's lists show it. */
export type PlatformContact = {
  /** The platform's own id of it, also where we gave it none. */
  readonly platformId: string;
  /** The id that we, or whoever uses our key, gave it. */
  readonly externalId: string | undefined;
  /** For hashing only: it is stored nowhere and said nowhere. */
  readonly email: string | undefined;
  /** On or off; a permission that was never set is left out. */
  readonly permissions: Readonly<Record<PermissionKey, boolean>>;
  /** The platform would mail it: no bounce, complaint or global opt-out stands against it. */
  readonly mailable: boolean;
  /** When it changed last, in the platform's own words: equal where nothing changed. */
  readonly changed: string;
};

/** A mail that came back. */
export type PlatformBounce = {
  readonly kind: BounceKind;
  /** When, in the platform's time: only to tell a later one from an earlier one. */
  readonly at: number;
  /** The contact as it is now; undefined where it is gone. */
  readonly contact: PlatformContact | undefined;
};

/** Part of a list. `cursor` says where to go on once this part was dealt with. */
export type PlatformPage<Item> = { readonly items: readonly Item[]; readonly cursor: string };
