/** What the timers remember between rounds: rows of the table `control`, one a name. Ids, versions, counts and times only. */
export type Notes = {
  readonly read: (name: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Replaces the whole note. */
  readonly write: (name: string, columns: Readonly<Record<string, string | number | boolean>>) => Promise<void>;
};
