import type { Ring } from '../../ground/ring.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import type { Delivery } from './remote-execution-context.ts';

export type Attempt = { readonly at: string; readonly status: number; readonly message: string };

export type LoggedDelivery = {
  readonly operationId: string;
  readonly step: string;
  readonly message: string;
  readonly table: string;
  readonly id: string;
  readonly synchronous: boolean;
  readonly createdAt: string;
  /** Lost on purpose by `dropShare`: never sent. */
  readonly dropped: boolean;
  /** Status 0: no answer. */
  readonly attempts: readonly Attempt[];
};

/** What was sent and what came back; ids only, no values. A job that is sent twice has two entries. */
export type DeliveryLog = {
  readonly attempt: (delivery: Delivery, answer: WebhookAnswer, now: number) => void;
  readonly dropped: (delivery: Delivery) => void;
  readonly since: (n: number) => readonly (LoggedDelivery & { readonly n: number })[];
  readonly clear: () => void;
};

export function createDeliveryLog(ring: Ring<LoggedDelivery>): DeliveryLog {
  const known = new WeakMap<Delivery, Attempt[]>();
  return {
    attempt: (delivery, answer, now) => {
      const attempt = { at: new Date(now).toISOString(), ...answer };
      const attempts = known.get(delivery);
      if (attempts) {
        attempts.push(attempt);
        return;
      }
      const first = [attempt];
      known.set(delivery, first);
      ring.add({ ...entryOf(delivery), dropped: false, attempts: first });
    },
    dropped: (delivery) => ring.add({ ...entryOf(delivery), dropped: true, attempts: [] }),
    since: ring.since,
    clear: ring.clear,
  };
}

function entryOf({ event, step, operationId, createdAt }: Delivery) {
  return {
    operationId,
    step: step.name,
    message: event.message,
    table: event.table,
    id: event.id,
    synchronous: step.synchronous,
    createdAt: new Date(createdAt).toISOString(),
  };
}
