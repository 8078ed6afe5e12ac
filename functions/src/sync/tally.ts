/** What a round of reconcile did. Grows while the round runs. */
export type Tally = {
  /** Rows that the change feeds named. */
  changed: number;
  /** Records that the relay had not seen as they are. */
  nudged: number;
  /** Of those, records that are gone. */
  deleted: number;
  /** Webhooks that Dataverse gave up. */
  failedJobs: number;
  /** Orders whose webhook was lost. */
  orders: number;
  /** Addresses whose holders were not told of a withdrawal. */
  untold: number;
  /** Records whose time had come. */
  due: number;
  /** Tables whose place in the change feed was too old. */
  readonly expired: string[];
  /** What could not be asked, in words; the next round tries again. */
  readonly failures: string[];
};

export function newTally(): Tally {
  return { changed: 0, nudged: 0, deleted: 0, failedJobs: 0, orders: 0, untold: 0, due: 0, expired: [], failures: [] };
}
