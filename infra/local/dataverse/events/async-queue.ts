import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ground/clock.ts';
import { createRing } from '../../ground/ring.ts';
import type { Call } from '../messages/call.ts';
import type { Identity } from '../organisation/identity.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import { type AsyncSettings, defaultAsyncSettings } from './async-settings.ts';
import type { DataEvent } from './data-event.ts';
import { createDeliveryLog, type DeliveryLog } from './delivery-log.ts';
import { finishJob } from './finish-job.ts';
import { createPostWebhook, deservesRetry, succeeded } from './post-webhook.ts';
import type { Delivery } from './remote-execution-context.ts';
import type { StepBook } from './step-book.ts';
import { createWaitingRoom } from './waiting-room.ts';
import { webhookRequest } from './webhook-request.ts';

/** Carries out asynchronous steps: later, in no order, sometimes twice. It also sends synchronous ones, at once. */
export type AsyncQueue = {
  readonly add: (call: Call, events: readonly DataEvent[]) => void;
  /** Sends one delivery and waits for the answer; gives a sentence when it failed. */
  readonly sendNow: (delivery: Delivery) => Promise<string | undefined>;
  readonly settings: () => AsyncSettings;
  readonly configure: (settings: AsyncSettings) => void;
  /** `waiting` leaves out what `paused` (also a number) holds back. */
  readonly state: () => { readonly waiting: number; readonly underWay: number; readonly paused: number };
  readonly activity: () => number;
  readonly log: DeliveryLog;
  /** Drops what waits. */
  readonly clear: () => void;
};

/** Requests under way at once, to one host. */
const connections = 32;

export function createAsyncQueue(parts: {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly schema: Schema;
  readonly store: Store;
  readonly steps: StepBook;
}): AsyncQueue {
  const { clock, identity, schema, store, steps } = parts;
  const post = createPostWebhook(connections);
  const log = createDeliveryLog(createRing());
  let settings = defaultAsyncSettings;
  let underWay = 0;
  let activity = 0;

  const send = async (delivery: Delivery) => {
    underWay += 1;
    activity += 1;
    try {
      const endpoint = store.rows('serviceendpoint').get(delivery.step.endpointId);
      if (!endpoint) return { status: 0, message: 'The service endpoint is gone.' };
      return await post(webhookRequest(schema, identity, endpoint, delivery));
    } finally {
      underWay -= 1;
    }
  };

  const run = async (delivery: Delivery, attempt: number) => {
    const answer = await send(delivery);
    log.attempt(delivery, answer, clock.now());
    if (!succeeded(answer.status) && attempt === 1 && deservesRetry(answer.status)) room.add(delivery, 2);
    else finishJob({ store, clock }, delivery, attempt, answer);
  };

  const room = createWaitingRoom({
    settings: () => settings,
    underWay: () => underWay,
    connections,
    run: (delivery, attempt) => void run(delivery, attempt).finally(() => room.next()),
  });

  const enqueue = (delivery: Delivery) => {
    activity += 1;
    if (Math.random() < settings.dropShare) return log.dropped(delivery);
    room.add(delivery, 1);
    // The same job twice: the operation id stays the same.
    if (Math.random() < settings.repeatShare) room.add({ ...delivery }, 1);
  };

  return {
    add: (call, events) => {
      for (const event of events) {
        for (const step of steps.matching(event)) {
          if (!step.synchronous) enqueue({ call, event, step, operationId: randomUUID(), createdAt: clock.now() });
        }
      }
    },
    sendNow: async (delivery) => {
      const first = await send(delivery);
      log.attempt(delivery, first, clock.now());
      if (succeeded(first.status)) return undefined;
      if (!deservesRetry(first.status)) return failure(first);
      const second = await send(delivery);
      log.attempt(delivery, second, clock.now());
      return succeeded(second.status) ? undefined : failure(second);
    },
    settings: () => settings,
    configure: (next) => {
      settings = next;
      room.next();
    },
    state: () => ({ ...room.state(), underWay }),
    activity: () => activity,
    log,
    clear: () => room.clear(),
  };
}

function failure(answer: { readonly status: number; readonly message: string }): string {
  return answer.status === 0 ? answer.message : `${answer.status} ${answer.message}`;
}
