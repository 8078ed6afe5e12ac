import type { Window } from '../contacts/timeline.ts';
import { readDate } from '../dates/read-date.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Call } from './env.ts';

/** `fromDate` and `toDate`, both needed; otherwise the sentence of the specification. The window is closed at both ends (a guess). */
export function readWindow(sandbox: Sandbox, c: Call): Window | string {
  const { zone } = sandbox.switches.get();
  const fromMs = readDate(c.req.query('fromDate'), zone);
  if (fromMs === undefined) return 'Invalid fromDate or no fromDate given';
  const toMs = readDate(c.req.query('toDate'), zone);
  if (toMs === undefined) return 'Invalid toDate or no toDate given';
  return { fromMs, toMs: toMs + lastMsOfSecond };
}

/** A date without a zone may be left out: then that side is open. */
export function readOpenWindow(sandbox: Sandbox, c: Call, names: { from: string; to: string }): Window | string {
  const { zone } = sandbox.switches.get();
  const [from, to] = [c.req.query(names.from), c.req.query(names.to)];
  const fromMs = from === undefined ? Number.NEGATIVE_INFINITY : readDate(from, zone);
  if (fromMs === undefined) return `Invalid ${names.from}`;
  const toMs = to === undefined ? Number.POSITIVE_INFINITY : readDate(to, zone);
  if (toMs === undefined) return `Invalid ${names.to}`;
  return { fromMs, toMs: toMs + lastMsOfSecond };
}

/** Dates carry whole seconds: what happened within the last one belongs to it. */
const lastMsOfSecond = 999;
