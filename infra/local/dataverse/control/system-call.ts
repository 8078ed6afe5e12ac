import { randomUUID } from 'node:crypto';
import type { Call } from '../messages/call.ts';
import { systemUserId } from '../organisation/people.ts';

/** A call by the platform itself. `quiet`: no custom step runs, as when an administrator's tool writes past them. */
export function systemCall({ quiet }: { readonly quiet: boolean }): Call {
  return {
    userId: systemUserId,
    seesAll: true,
    requestId: randomUUID(),
    correlationId: randomUUID(),
    bypass: new Set(quiet ? (['sync', 'async'] as const) : []),
  };
}
