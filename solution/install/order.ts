import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { WebApi } from '../web-api.ts';

const jobShape = z.object({ assent_status: z.string(), assent_result: z.string().nullable().optional() });

export type Answer =
  | { readonly kind: 'done' | 'failed'; readonly result: unknown }
  /** No answer in time: the order did not reach the relay, or the relay did not come to it. */
  | { readonly kind: 'unanswered'; readonly status: string };

/** Gives the relay an order by a Job row, as the console does; it knows the platform, we do not. */
export async function giveOrder(api: WebApi, kind: 'check' | 'refreshsubscriptions'): Promise<string> {
  const id = randomUUID();
  await api.post('assent_jobs', {
    assent_jobid: id,
    assent_name: 'By the installer',
    assent_kind: kind,
    assent_status: 'new',
  });
  return id;
}

/** Waits for the end of an order, at most `waitMs`. */
export async function awaitAnswer(api: WebApi, id: string, waitMs: number): Promise<Answer> {
  const until = Date.now() + waitMs;
  for (let stepMs = 50; ; stepMs = Math.min(stepMs * 2, 1000)) {
    const row = jobShape.parse(await api.read(`assent_jobs(${id})?$select=assent_status,assent_result`));
    const { assent_status: status, assent_result: result } = row;
    if (status === 'done' || status === 'failed') return { kind: status, result: JSON.parse(result ?? 'null') };
    if (Date.now() >= until) return { kind: 'unanswered', status };
    await pause(stepMs);
  }
}
