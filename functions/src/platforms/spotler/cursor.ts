import { z } from 'zod';
import { parseJson } from './parse-json.ts';

const hourMs = 3_600_000;

/** Zones reach from 12 hours behind UTC to 14 hours ahead of it. */
export const mostEastMs = 14 * hourMs;
export const mostWestMs = 12 * hourMs;

/**
 * How much is read again: a change that was committed late, dates in whole seconds, and the hour that happens twice in autumn, when a
 * date without zone goes back.
 */
export const overlapMs = 2 * hourMs;

/** Before any account of Mail+ was opened. */
export const beginningMs = Date.UTC(2000, 0, 1);

/** Where in a list to go on: a time, or a place in a second that is being paged. */
const inSecondShape = z.object({ after: z.number(), step: z.number(), isBack: z.boolean() });
const placeShape = z.object({ at: z.number(), inSecond: inSecondShape.optional() });

export type Place = z.infer<typeof placeShape>;

/** Walking through a whole account: how far, and where the end was when the walk began. */
const walkShape = placeShape.extend({ to: z.number() });
export type Walk = z.infer<typeof walkShape>;

/** A round that is not at its end: where it goes on, what it has seen, when it began by our clock, and the latest date seen ahead of it. */
const roundShape = placeShape.extend({
  west: z.number(),
  newest: z.number().optional(),
  isAnchored: z.boolean(),
  beganMs: z.number(),
  ahead: z.number().optional(),
});

/**
 * Following a list: the latest date seen, and how far behind UTC the account's zone was seen to be (0 = ahead of it, or it gives
 * dates as it takes them). `newest` absent = nothing was seen yet. With a `round` the rest says where that one began.
 */
const followShape = z.object({
  at: z.number(),
  newest: z.number().optional(),
  west: z.number().default(0),
  round: roundShape.optional(),
});
export type Follow = z.infer<typeof followShape>;

/** Undefined for a cursor that is none: the walk then begins anew. */
export function readWalk(cursor: string | undefined): Walk | undefined {
  return walkShape.safeParse(parseJson(cursor ?? '')).data;
}

export function readFollow(cursor: string | undefined): Follow | undefined {
  return followShape.safeParse(parseJson(cursor ?? '')).data;
}

export function writeCursor(cursor: Walk | Follow): string {
  return JSON.stringify(cursor);
}
