import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';

const refusal = z.object({ status: z.number() });

export function green(check: string, message: string): CheckLine {
  return { check, state: 'green', message, repair: '' };
}

export function amber(check: string, message: string, repair: string): CheckLine {
  return { check, state: 'amber', message, repair };
}

export function red(check: string, message: string, repair: string): CheckLine {
  return { check, state: 'red', message, repair };
}

/** Was a call refused for want of a privilege? */
export function isForbidden(error: unknown): boolean {
  return refusal.safeParse(error).data?.status === 403;
}

/** Lines of one check. One that cannot look says so itself: the others are not held up. */
export async function guarded(check: string, look: () => Promise<readonly CheckLine[]>): Promise<readonly CheckLine[]> {
  try {
    return await look();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown failure';
    const repair = isForbidden(error)
      ? 'Give the application user the role Assent Service of the newest solution.'
      : 'Order the check again in a minute; if it stays, look up the call in the log of the relay.';
    return [red(check, `Could not be looked at: ${reason}.`, repair)];
  }
}
