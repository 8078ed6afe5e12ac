import type { Delivery, EventContext, Sender } from 'rhea';
import { swapGuid } from '../codec/dotnet.ts';
import { serve } from '../engine/dispatch.ts';
import type { Consumer, Queue } from '../engine/model.ts';
import { serverBusy } from '../engine/refusals.ts';
import { closeLink } from './client-connection.ts';
import { encodeDelivery } from './encode-delivery.ts';
import { answerEveryDrain, realCredit } from './rhea-internals.ts';
import { type HeldMessage, settleOn } from './settle-on.ts';

const senderSettles = 1; // snd-settle-mode "settled" (AMQP 1.0 transport, §2.8.2): receive-and-delete

/** The engine's view of a link on which a client receives, and the link's events for the engine. */
export function createConsumer(sender: Sender, queue: Queue): Consumer {
  const held = new Map<Delivery, HeldMessage>();
  const consumer: Consumer = {
    linkName: sender.name,
    deletesOnReceipt: sender.snd_settle_mode === senderSettles,
    session: undefined,
    credit: () => (sender.is_open() ? realCredit(sender) : 0),
    detach: (error) => closeLink(sender, error),
    deliver: (message) => {
      const { lock } = message;
      const tag = lock ? swapGuid(lock.token) : undefined;
      const delivery = sender.send(encodeDelivery(message, { withLock: true }), tag, 0);
      if (lock) held.set(delivery, { message, lock });
    },
  };
  answerEveryDrain(sender);
  settleOn(sender, held);
  sender.on('sendable', () => serve(queue, consumer));
  sender.on('sender_draining', () => {
    serve(queue, consumer);
    sender.set_drained(true);
  });
  sender.on('sender_flow', (_: EventContext) => refuseIfBusy(sender, queue));
  return consumer;
}

/** The fault `serverBusy`: a receive that begins on a link which is there already. */
function refuseIfBusy(sender: Sender, { bus }: Queue): void {
  if (bus.orders.serverBusy === 0 || sender.credit === 0 || sender._draining) return;
  bus.orders.serverBusy -= 1;
  closeLink(sender, serverBusy());
}
