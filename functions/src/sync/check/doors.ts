import type { Settings } from '../../event/settings.ts';

export type DataverseReads = {
  readonly query: (path: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Throws an error with the `status` where it is refused. */
  readonly read: (path: string) => Promise<Readonly<Record<string, unknown>> | 'absent'>;
  /** What the organisation's own clock says, in ms since 1970. */
  readonly clock: () => Promise<number>;
};

export type CheckDoors = {
  /** Of the relay, as `0.1.0`. */
  readonly version: string;
  /** The one organisation that this relay serves, lower case. */
  readonly organizationId: string;
  /** The app registration that the relay signs in with. */
  readonly clientId: string;
  readonly dataverse: DataverseReads;
  /** The stored document; `broken` with its problems; undefined where there is none. */
  readonly settings: () => Promise<Settings | { readonly problems: readonly string[] } | undefined>;
  /** The platform's list of permissions; throws an Error that names the setting where it refuses us. */
  readonly listed: () => Promise<readonly { readonly externalId: string; readonly name: string }[]>;
  /** Names of the platform's properties. */
  readonly properties: () => Promise<readonly string[]>;
  /** Messages in the dead letters, by queue. */
  readonly deadLetters: () => Promise<Readonly<Record<string, number>>>;
  readonly now: () => number;
};
