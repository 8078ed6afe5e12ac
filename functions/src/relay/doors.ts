import type { ContactRead, ContactWrite, WriteResult } from '../event/contact-write.ts';
import type { Due } from '../event/due.ts';
import type { Finding } from '../event/finding.ts';
import type { Nudge, NudgeTable, RecordTable } from '../event/nudge.ts';
import type { Channel, PermissionKey } from '../event/permission.ts';
import type { Look } from '../event/record.ts';
import type { Settings, TableSettings } from '../event/settings.ts';
import type { SecondStep } from '../event/withdrawal.ts';
import type { Log } from '../log.ts';
import type { Attributes } from './mapping.ts';

export type StoredRow = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
  readonly [column: string]: unknown;
};

/** `put` with an ETag replaces just that version, without one the row must not be there yet; `upsert` does not ask. */
export type StoreChange =
  | {
      readonly kind: 'upsert';
      readonly row: { readonly partitionKey: string; readonly rowKey: string; readonly [column: string]: unknown };
    }
  | {
      readonly kind: 'put';
      readonly row: { readonly partitionKey: string; readonly rowKey: string; readonly [column: string]: unknown };
      readonly etag: string | undefined;
    }
  | { readonly kind: 'delete'; readonly partitionKey: string; readonly rowKey: string };

/** All or nothing, one partition, at most 100 changes. Gives the ETags that the rows have now, in the order of the changes. */
type Transact = (changes: readonly StoreChange[]) => Promise<readonly string[] | 'conflict'>;

/** `version`: the row's as it is now. `refused`: not now and not later; the code says why. */
export type WrittenBack =
  | { readonly kind: 'written'; readonly version: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'retry'; readonly reason: string };

/** What the relay needs from outside. `app.ts` passes the real ones, tests pass their own. */
export type RelayDoors = {
  readonly settings: () => Promise<{ readonly document: Settings; readonly generation: string }>;
  /** One answer for each wish; never throws for a failed read: that is `unknown`. */
  readonly look: (
    wishes: readonly {
      readonly table: RecordTable;
      readonly id: string;
      readonly saysDeleted: boolean;
      readonly settings: TableSettings;
    }[],
  ) => Promise<readonly Look[]>;
  /** The records that a permission row names. */
  readonly recordsOf: (
    permissionRowId: string,
  ) => Promise<
    | { readonly kind: 'found'; readonly records: readonly { readonly table: RecordTable; readonly id: string }[] }
    | { readonly kind: 'absent' }
    | { readonly kind: 'unknown'; readonly reason: string }
  >;
  readonly listed: () => Promise<readonly PermissionKey[]>;
  /** The platform's own opt-outs are known: before that nothing is given. */
  readonly isBaselineRead: () => Promise<boolean>;
  readonly write: (writes: readonly ContactWrite[]) => Promise<readonly WriteResult[]>;
  /**
   * Asked before a bundle is looked at: while the platform does not answer, one process at a time may try. `enter` waits in place for a
   * while; `open` = it still does not. Each passage ends with `leave`.
   */
  readonly circuit: {
    readonly enter: () => Promise<'free' | 'probe' | 'open'>;
    readonly leave: (passage: 'free' | 'probe' | 'open') => Promise<void>;
  };
  /** What cannot be taken back; `done` also where the platform has no such contact. Never throws. */
  readonly endContact: (
    mode: SecondStep,
    externalId: string,
  ) => Promise<{ readonly kind: 'done' } | { readonly kind: 'retry'; readonly reason: string }>;
  /** Has records looked at again at their time; resolves when that is written. */
  readonly noteDue: (dues: readonly Due[]) => Promise<void>;
  readonly records: {
    readonly get: (partitionKey: string, rowKey: string) => Promise<StoredRow | undefined>;
    readonly transact: Transact;
  };
  /** Table of addresses: facts and holders, one partition an address. */
  readonly addresses: {
    readonly get: (partitionKey: string, rowKey: string) => Promise<StoredRow | undefined>;
    readonly range: (partitionKey: string, from: string, to: string) => Promise<readonly StoredRow[]>;
    readonly transact: Transact;
  };
  /** Keyed hash by which two records are known to share an address. */
  readonly addressKey: (channel: Channel, address: string) => string;
  /** What the platform has of a contact now; `unknown` where it could not be read. */
  readonly readContact: (externalId: string) => Promise<ContactRead>;
  /** Makes a permission row of the CRM a no, over the version that was looked at. Never throws for what Dataverse answers. */
  readonly withdrawRow: (permissionRowId: string, version: string) => Promise<WrittenBack>;
  /** The same for consent columns of a record. */
  readonly withdrawColumns: (change: {
    readonly table: RecordTable;
    readonly id: string;
    readonly version: string;
    readonly columns: Readonly<Record<string, false | null>>;
  }) => Promise<WrittenBack>;
  readonly hashOf: (attributes: Attributes) => string;
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<void>;
  /** Resolves when the order to bring the CRM's display of these records in line is on the bus. */
  readonly show: (records: readonly { readonly table: RecordTable; readonly id: string }[]) => Promise<void>;
  /** Tells a person, once for each cause; resolves when the bus has it. */
  readonly raise: (findings: readonly Finding[]) => Promise<void>;
  /** Resolves when the bus has the copy. */
  readonly scheduleCopy: (copy: {
    readonly partition: string;
    readonly messageId: string;
    readonly attempt: number;
    readonly nudges: readonly Nudge[];
    readonly afterMs: number;
  }) => Promise<void>;
  readonly partitionOf: (table: NudgeTable, id: string) => string;
  readonly log: Log;
  readonly random: () => number;
  readonly now: () => number;
};
