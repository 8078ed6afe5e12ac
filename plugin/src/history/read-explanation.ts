import { dig, fromJson, listOf, textOf } from '../dig.ts';
import type { Dynamics } from '../dynamics.ts';

export type Explanation =
  | {
      readonly kind: 'told';
      readonly now: readonly string[];
      readonly steps: readonly string[];
      readonly ledger: string;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'late' };

type Waiting = { readonly timeoutMs: number; readonly pause: () => Promise<void>; readonly now: () => number };

/** Waits until the Job row carries its result. `late` after the time-out; the order stands then. Fails as the Web API does. */
export async function readExplanation(
  { read }: Pick<Dynamics, 'read'>,
  job: string,
  { timeoutMs, pause, now }: Waiting,
): Promise<Explanation> {
  const until = now() + timeoutMs;
  while (now() < until) {
    const row = await read('assent_job', job, '?$select=assent_status,assent_result');
    const result = fromJson(row.assent_result);
    if (row.assent_status === 'done') return told(result);
    if (row.assent_status === 'failed') return { kind: 'failed', reason: textOf(dig(result, 'error')) ?? '?' };
    await pause();
  }
  return { kind: 'late' };
}

/** The steps of the ledger are numbered; what stands before them is how things are now. */
function told(result: unknown): Explanation {
  const lines = listOf(dig(result, 'lines'))
    .flatMap((line) => textOf(line) ?? [])
    .filter((line) => !namesPermission(line));
  const isStep = (line: string) => /^\d+\. /.test(line);
  return {
    kind: 'told',
    now: lines.filter((line) => !isStep(line)),
    steps: lines.filter(isStep).map((line) => line.replace(/^\d+\. /, '')),
    ledger: textOf(dig(result, 'ledger')) ?? '?',
  };
}

/** `1~email is the permission Newsletter.`: the page names permissions wherever they stand. */
function namesPermission(line: string): boolean {
  return /^[\w.-]+~(email|sms) is the permission /.test(line);
}
