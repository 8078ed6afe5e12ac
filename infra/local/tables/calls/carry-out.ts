import { between, happens } from '../behaviour.ts';
import type { Parts } from '../parts.ts';
import { checkCall } from '../refusals/check-call.ts';
import { errorAnswer, failedTransaction } from '../refusals/error-answer.ts';
import { serverBusy } from '../refusals/refusal.ts';
import type { Answer, Call } from './call.ts';
import { emptyPageBefore, withoutOurToken } from './empty-page.ts';
import { faultAnswer } from './fault-answer.ts';
import type { CallKind } from './read-address.ts';

/** What becomes of one call: the fault ordered for it, then what the switches do by chance, then the work. */
export async function carryOut(parts: Parts, call: Call, kind: CallKind): Promise<Answer | 'cut'> {
  const fault = parts.faults.take(call.method, call.path);
  if (!fault) return byChance(parts, call, kind);
  const { applies = false, delayMs = 0, holdMs = 0, status } = fault;
  await sleep(holdMs + (applies ? 0 : delayMs));
  const answer = applies || status === undefined ? await work(parts, call, kind) : 'cut';
  if (applies) await sleep(delayMs);
  if (status === undefined) return answer;
  // Status 0: no answer, the connection is cut.
  return status === 0 ? 'cut' : faultAnswer(fault, status, parts.clock.now());
}

async function byChance(parts: Parts, call: Call, kind: CallKind): Promise<Answer | 'cut'> {
  const { delayMs, busyShare, busyInsideShare, cutShare } = parts.switches.now();
  const delay = between(delayMs);
  if (delay > 0) await sleep(delay);
  if (happens(busyShare)) return busy(parts, kind === 'transaction' && happens(busyInsideShare));
  if (!happens(cutShare)) return work(parts, call, kind);
  if (happens(0.5)) await work(parts, call, kind);
  return 'cut';
}

function busy({ clock }: Parts, inside: boolean): Answer {
  return inside ? failedTransaction(serverBusy, 0, clock.now()) : errorAnswer(serverBusy, clock.now());
}

async function work({ switches, passOn, clock }: Parts, call: Call, kind: CallKind): Promise<Answer> {
  const refused = checkCall(call, kind, clock.now());
  if (refused) return refused;
  if (kind !== 'query') return passOn(call);
  const emptyPage = happens(switches.now().emptyPageShare) ? emptyPageBefore(call) : undefined;
  return emptyPage ?? passOn(withoutOurToken(call));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
