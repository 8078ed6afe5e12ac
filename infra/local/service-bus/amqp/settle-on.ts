import type { Delivery, EventContext, Sender } from 'rhea';
import { z } from 'zod';
import { toBrokerError } from '../engine/broker-error.ts';
import { assertHolds } from '../engine/find-locked.ts';
import type { Lock, StoredMessage } from '../engine/model.ts';
import { type Settlement, settle } from '../engine/settle.ts';
import { outcomes, settleDelivery } from './rhea-internals.ts';

export type HeldMessage = { readonly message: StoredMessage; readonly lock: Lock };

/**
 * Settlement by disposition (AMQP protocol guide, "Settling"): the client proposes an outcome, the broker answers with the same, or
 * with `rejected` and an error when the lock is lost.
 */
export function settleOn(sender: Sender, held: Map<Delivery, HeldMessage>): void {
  for (const [event, read] of Object.entries(readers)) {
    sender.on(event, ({ delivery }: EventContext) => {
      if (!delivery) return;
      const found = held.get(delivery);
      held.delete(delivery);
      if (!found) return settleDelivery(delivery, outcomes.accepted()); // settled before: the client repeats itself
      answer(delivery, found, () => read(delivery.remote_state));
    });
  }
}

function answer(delivery: Delivery, { message, lock }: HeldMessage, read: () => Settlement): void {
  const { store } = message.queue.bus;
  try {
    assertHolds(message, lock);
    settle(message, read());
    store.whenDurable(() => settleDelivery(delivery, outcomes.accepted()));
  } catch (thrown) {
    const { condition, message: description } = toBrokerError(thrown);
    settleDelivery(delivery, outcomes.rejected({ condition, description }));
  }
}

const properties = z.record(z.string(), z.unknown()).nullish();
const modified = z.looseObject({ undeliverable_here: z.boolean().nullish(), message_annotations: properties });
const rejected = z.looseObject({ error: z.looseObject({ info: properties }).nullish() });

/** AMQP outcomes (messaging, §3.4) in the words of Service Bus. */
const readers: Readonly<Record<string, (state: unknown) => Settlement>> = {
  accepted: () => ({ kind: 'complete' }),
  released: () => ({ kind: 'abandon', changes: {} }),
  modified: (state) => {
    const { undeliverable_here, message_annotations } = modified.parse(state);
    return { kind: undeliverable_here ? 'defer' : 'abandon', changes: withoutNulls(message_annotations) };
  },
  rejected: (state) => ({ kind: 'deadLetter', changes: withoutNulls(rejected.parse(state).error?.info) }),
};

export function withoutNulls(changes: Readonly<Record<string, unknown>> | null | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes ?? {}).filter(([, value]) => value !== null && value !== undefined));
}
