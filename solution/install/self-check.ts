import { z } from 'zod';
import { type CheckLine, type CheckResult, checkResult, worstOf } from '../../functions/src/event/check-result.ts';
import type { WebApi } from '../web-api.ts';
import { diagnose } from './diagnose.ts';
import { type Answer, awaitAnswer, giveOrder } from './order.ts';

const failureShape = z.object({ error: z.string() });

/**
 * The self-check: ordered from the relay, as its very arrival shows address, key, step and bus. Where no answer comes, the red line
 * says why, as far as it can be seen from here. `waitMs`: a relay that slept needs seconds to wake up, a busy one a little more.
 */
export async function selfCheck(
  api: WebApi,
  endpoint: { readonly webhook: string | undefined; readonly key: string | undefined },
  waitMs: number,
): Promise<CheckResult> {
  const id = await giveOrder(api, 'check');
  const answer = await awaitAnswer(api, id, waitMs);
  if (answer.kind === 'done') return checkResult.parse(answer.result);
  if (answer.kind === 'unanswered') return whyUnanswered(api, endpoint, answer.status);
  const lines = [failedLine(answer)];
  return { version: '', state: worstOf(lines), lines };
}

/** The result where an order got no answer: `status` is what its row says by then. */
export async function whyUnanswered(
  api: WebApi,
  endpoint: { readonly webhook: string | undefined; readonly key: string | undefined },
  status: string,
): Promise<CheckResult> {
  const lines = await diagnose(api, endpoint, status);
  return { version: '', state: worstOf(lines), lines };
}

function failedLine({ result }: Exclude<Answer, { kind: 'unanswered' }>): CheckLine {
  const message = failureShape.safeParse(result).data?.error ?? 'it did not say why';
  return {
    check: 'relay',
    state: 'red',
    message: `The order failed: ${message}.`,
    repair: 'Look up the order in the log of the relay.',
  };
}
