import type { Bus } from '../engine/bus.ts';
import type { Queue } from '../engine/model.ts';
import { orderDeadLetters } from '../engine/order-dead-letters.ts';
import { releaseSession } from '../engine/release-session.ts';
import { enqueueRaw } from './enqueue-raw.ts';
import type { Order } from './order-schema.ts';

/** Faults of the network, which only the AMQP side can bring about. */
export type Faults = { readonly dropConnections: () => void; readonly refuseUntil: (time: number) => void };

/** Does what an order says; the answer says what was done. Throws an error that names a queue which is not there. */
export function carryOut(bus: Bus, faults: Faults, order: Order): Record<string, unknown> {
  if ('bodyBase64' in order) return enqueueRaw(findQueue(bus, order.queue), order);
  if ('deadLetter' in order) {
    const among = order.queue === undefined ? [...bus.queues.values()] : [findQueue(bus, order.queue)];
    return orderDeadLetters(bus.parts, among, { count: order.deadLetter, queue: order.queue });
  }
  if ('serverBusy' in order) return beBusy(bus, order.serverBusy);
  switch (order.fault) {
    case 'serverBusy':
      return beBusy(bus, order.n);
    case 'closeConnections':
      faults.dropConnections();
      return {};
    case 'dropSeconds':
      faults.refuseUntil(bus.parts.clock.now() + order.n * 1000);
      faults.dropConnections();
      return {};
    case 'detachSessions':
      return { detached: detachSessions(bus) };
  }
}

function beBusy({ parts }: Bus, requests: number): Record<string, unknown> {
  parts.orders.serverBusy += requests;
  return { serverBusy: parts.orders.serverBusy };
}

/** As if the lock of every session had run out this moment. */
function detachSessions(bus: Bus): number {
  const held = [...bus.queues.values()].flatMap((queue) =>
    [...queue.consumers].flatMap(({ session }) => (session ? [{ queue, session }] : [])),
  );
  for (const { queue, session } of held) releaseSession(queue, session, 'lockLost');
  return held.length;
}

function findQueue(bus: Bus, name: string): Queue {
  const queue = bus.resolve(name);
  if (!queue) throw new Error(`queue: there is no '${name}'; there are ${[...bus.queues.keys()].join(', ')}`);
  return queue;
}
