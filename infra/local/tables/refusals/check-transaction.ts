import type { Answer } from '../calls/call.ts';
import { checkChange } from './check-change.ts';
import { failedTransaction } from './error-answer.ts';
import { readTransaction } from './read-transaction.ts';

/** The first change that Azure refuses makes the whole transaction fail. How many there may be Azurite checks itself. */
export function checkTransaction(body: Buffer, now: number): Answer | undefined {
  for (const [place, change] of readTransaction(body.toString('utf8')).entries()) {
    const refused = checkChange(change);
    if (refused) return failedTransaction(refused, place, now);
  }
  return undefined;
}
