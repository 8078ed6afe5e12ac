import { z } from 'zod';
import type { Control } from './control.ts';

/** `POST /clock {"advanceSeconds":n}`: moves the organisation's clock on. */
export const clock: Control = ({ org }, body) => {
  org.clock.advance(z.object({ advanceSeconds: z.number().min(0) }).parse(body).advanceSeconds);
  return { now: new Date(org.clock.now()).toISOString() };
};

/** `POST /limits {"on":b}`: service protection limits. */
export const limits: Control = (standIn, body) => {
  standIn.limits.setOn(z.object({ on: z.boolean() }).parse(body).on);
};

/** `POST /versions {"next":"9007199254740992"}`: the next row version given. */
export const versions: Control = ({ org }, body) => {
  const { next } = z.object({ next: z.string().regex(/^\d+$/) }).parse(body);
  org.store.setNextVersion(BigInt(next));
};

/** `POST /expireDeltaTokens`: every change tracking token given so far has expired. */
export const expireDeltaTokens: Control = ({ tracking }) => tracking.expireAll();
