import type { ContactRead } from '../event/contact-write.ts';
import type { Nudge, RecordTable } from '../event/nudge.ts';
import type { PermissionKey } from '../event/permission.ts';
import type { PlatformBounce, PlatformContact, PlatformPage } from '../event/platform-contact.ts';
import type { BounceKind } from '../event/suppression.ts';
import type { Log } from '../log.ts';
import type { Progress } from './progress.ts';

/** What the relay remembers of the record behind a contact. */
export type Known = {
  readonly table: RecordTable;
  readonly id: string;
  /** Another one after a read: somebody was at the record meanwhile. */
  readonly etag: string;
  readonly told: Readonly<Record<PermissionKey, boolean>>;
  /** Under way, or with an answer that never came. */
  readonly pending: readonly PermissionKey[];
  /** What is pending was begun so recently that it may still arrive. */
  readonly isUnderWay: boolean;
  /** Keys of the addresses that it holds. */
  readonly addresses: readonly string[];
};

/** A contact at an address, for whoever remembers what it was when it was last seen there. */
export type Sighting = {
  readonly address: string;
  readonly platformId: string;
  readonly permissions: Readonly<Record<PermissionKey, boolean>>;
  /** It can be mailed, and switching it off is not ours. */
  readonly mailable: boolean;
};

/** A contact that the baseline sees. */
export type FirstSight = {
  readonly contact: Sighting;
  readonly off: readonly PermissionKey[];
  /** It is not ours to write: its next sighting is compared with this one. */
  readonly isTwin: boolean;
  /** The platform mails nobody at its address. */
  readonly isClosed: boolean;
};

/** What feedback needs from outside. `app.ts` passes the real ones, tests pass their own. */
export type FeedbackDoors = {
  /** Tells one account of the platform from another: after a change, everything is read anew. */
  readonly account: string;
  readonly platform: {
    readonly contacts: (from: string | undefined, pageSize: number) => AsyncIterable<PlatformPage<PlatformContact>>;
    readonly changes: (since: string | undefined) => AsyncIterable<PlatformPage<PlatformContact>>;
    readonly bounces: (since: string | undefined) => AsyncIterable<PlatformPage<PlatformBounce>>;
    readonly read: (externalId: string) => Promise<ContactRead>;
  };
  readonly progress: {
    readonly read: () => Promise<Progress | undefined>;
    readonly write: (progress: Progress) => Promise<void>;
    /** A baseline was read to its end once, of whatever account: since then records may have been given and told anything. */
    readonly wasRead: () => Promise<boolean>;
    readonly noteRead: () => Promise<void>;
  };
  /** Called before each effect. Throws where another process has the work now. */
  readonly checkLease: () => Promise<void>;
  /** The round should end: what is left goes on with the next one. */
  readonly isTimeUp: () => boolean;
  readonly addressKey: (email: string) => string;
  /** By the id that the platform has; undefined where no record of ours is known by it. */
  readonly known: (id: string) => Promise<Known | undefined>;
  /** Does the record with this id hold the address? Only such a record was ever told anything there. */
  readonly isHeldBy: (address: string, id: string) => Promise<boolean>;
  /** Counts withdrawals of the recipient at an address and has its records looked at. */
  readonly withdrew: (address: string, permissions: readonly PermissionKey[]) => Promise<void>;
  /** The next look takes these, unless the CRM says yes. `conflict`: the relay is at the record. */
  readonly noteMaybeOn: (record: Known, permissions: readonly PermissionKey[]) => Promise<'written' | 'conflict'>;
  /** The platform mails nobody at this address. */
  readonly noteClosed: (address: string) => Promise<void>;
  readonly noteBounces: (
    address: string,
    bounces: readonly { readonly kind: BounceKind; readonly at: number }[],
  ) => Promise<void>;
  readonly readSighting: (sighting: Sighting) => Promise<{
    /** What it was before; undefined = first seen now. */
    readonly before: Pick<Sighting, 'permissions' | 'mailable'> | undefined;
    /** Permissions that are withdrawn at the address by somebody, and given anew by nobody. */
    readonly withdrawn: readonly PermissionKey[];
  }>;
  /** The first sight of an address, in the baseline: `off` counts as withdrawn. False where something is known of the address. */
  readonly noteNewAddress: (first: FirstSight) => Promise<boolean>;
  /** The same of a contact at an address that is known, unless it was seen before. */
  readonly noteFirstSeen: (first: FirstSight) => Promise<void>;
  readonly writeSighting: (sighting: Sighting) => Promise<void>;
  /** Permissions for which the CRM decides also where a contact is off when it is first seen. */
  readonly crmDecides: () => Promise<readonly PermissionKey[]>;
  /** Where a record with this id is in the CRM. */
  readonly whereIs: (ids: readonly string[]) => Promise<ReadonlyMap<string, RecordTable | 'nowhere' | 'unknown'>>;
  /** Those of the ids whose record a query of the table does not show as active. Only a hint: who looks at it reads it by itself. */
  readonly notActive: (table: RecordTable, ids: readonly string[]) => Promise<readonly string[]>;
  /** The ids of a table's records, page by page; undefined `next` = it was the last. */
  readonly recordIds: (
    table: RecordTable,
    from: string | undefined,
  ) => Promise<{ readonly ids: readonly string[]; readonly next: string | undefined }>;
  readonly tables: () => Promise<readonly RecordTable[]>;
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
  /** Nudges that wait for the relay. */
  readonly waiting: () => Promise<number>;
  readonly raise: (finding: FeedbackFinding) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
};

/** What a person has to know of, and perhaps to decide. Ids only. */
export type FeedbackFinding =
  /** A contact that is not ours to write can be mailed though the permission was withdrawn at its address. */
  | { readonly code: 'finding.twin'; readonly platformId: string; readonly permissions: readonly PermissionKey[] }
  /** Somebody gave a permission on the platform that the CRM does not give: it is taken again. */
  | {
      readonly code: 'finding.optin';
      readonly table: RecordTable;
      readonly id: string;
      readonly permissions: readonly PermissionKey[];
    };
