import { z } from 'zod';

const share = z.number().min(0).max(1);
const milliseconds = z.number().min(0);

const behaviourSchema = z.strictObject({
  /** Waited before each call, evenly spread between the two. */
  delayMs: z.tuple([milliseconds, milliseconds]),
  /** Share of the calls that is refused with 503 before any work. */
  busyShare: share,
  /** Share of those refusals of a transaction that come as one part of a 202, where no client library looks for something to retry. */
  busyInsideShare: share,
  /** Share of the pages of a query before which an empty one comes. */
  emptyPageShare: share,
  /** Share of the calls whose connection is cut; half of them have done their work then. */
  cutShare: share,
});

export type Behaviour = z.infer<typeof behaviourSchema>;

export const kind: Behaviour = { delayMs: [0, 0], busyShare: 0, busyInsideShare: 0, emptyPageShare: 0, cutShare: 0 };

/** Guessed shares: often enough that a journey of some hundred calls meets each of them, rare enough that it ends in time. */
export const unkind: Behaviour = {
  delayMs: [5, 15],
  busyShare: 0.005,
  busyInsideShare: 0.5,
  emptyPageShare: 0.05,
  cutShare: 0,
};

export type Switches = {
  readonly now: () => Behaviour;
  /** Turns the switches that `change` names. Throws a ZodError that names what is wrong. */
  readonly turn: (change: unknown) => Behaviour;
};

export function createSwitches(first: Behaviour): Switches {
  let behaviour = first;
  return {
    now: () => behaviour,
    turn: (change) => {
      behaviour = behaviourSchema.parse({ ...behaviour, ...z.record(z.string(), z.unknown()).parse(change) });
      return behaviour;
    },
  };
}

/** True for this share of the times it is asked. */
export function happens(share: number): boolean {
  return Math.random() < share;
}

/** A number between the two, evenly spread. */
export function between([from, to]: readonly [number, number]): number {
  return from + Math.random() * (to - from);
}
