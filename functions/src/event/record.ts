import type { Channel } from './permission.ts';

/** A value of a column as the Web API gives it. `undefined`: the answer does not hold the column (secured, or gone). */
export type Value = string | number | boolean | null | undefined;

/** What one look found of a record. */
export type Row = {
  /** Row version and those of its permission rows. Comparisons are equality only. */
  readonly version: string;
  readonly active: boolean;
  readonly merged: boolean;
  /** A lead that became something else: it is inactive too. */
  readonly qualified?: true;
  readonly values: Readonly<Record<string, Value>>;
  /** What a person sees for a choice or a lookup. */
  readonly labels: Readonly<Record<string, string>>;
  readonly permissionRows: readonly PermissionRow[];
};

export type PermissionRow = {
  readonly id: string;
  /** Its own row version. */
  readonly version: string;
  readonly active: boolean;
  /** The platform's id in its Subscription row; undefined where the row has no subscription or that one is gone. */
  readonly externalId: string | undefined;
  readonly channel: Channel | undefined;
  readonly granted: boolean | undefined;
};

/** Three answers to a look-up. Unknown is never treated as absent. */
export type Look =
  | { readonly kind: 'found'; readonly row: Row }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };
