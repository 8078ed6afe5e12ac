import type { CallKind } from './read-address.ts';

export type Tally = {
  /** A call begins; give the kind and, of a transaction, how many changes it has. */
  readonly begin: (kind: CallKind, changes: number) => void;
  readonly end: () => void;
  readonly read: () => {
    /** Calls so far; it only grows. */
    readonly activity: number;
    readonly underWay: number;
    readonly calls: Readonly<Record<CallKind, number>>;
    /** Changes inside all transactions so far. */
    readonly changes: number;
  };
};

/** Counts calls, so that a bench can say how many table operations an event costs. */
export function createTally(): Tally {
  const calls = { get: 0, query: 0, transaction: 0, other: 0 };
  let [activity, underWay, changes] = [0, 0, 0];
  return {
    begin: (kind, more) => {
      activity += 1;
      underWay += 1;
      calls[kind] += 1;
      changes += more;
    },
    end: () => {
      underWay -= 1;
    },
    read: () => ({ activity, underWay, calls: { ...calls }, changes }),
  };
}
