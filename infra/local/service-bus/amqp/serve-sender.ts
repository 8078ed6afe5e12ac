import type { Delivery, EventContext, Receiver } from 'rhea';
import { readMessage } from '../codec/read-message.ts';
import { batchFormat, splitBatch } from '../codec/split-batch.ts';
import { toBrokerError } from '../engine/broker-error.ts';
import { enqueue, maxMessageBytes, tooLarge } from '../engine/enqueue.ts';
import type { Queue } from '../engine/model.ts';

const initialCredit = 1000;

/** A client sends to a queue: one message a transfer, or a batch, which is taken whole or not at all. */
export function serveSender(receiver: Receiver, queue: Queue): void {
  receiver.add_credit(initialCredit);
  receiver.on('message', ({ delivery, message }: EventContext) => {
    if (receiver.credit < initialCredit / 2) receiver.add_credit(initialCredit - receiver.credit);
    const bytes: unknown = message;
    if (delivery && Buffer.isBuffer(bytes)) take(queue, delivery, bytes);
  });
}

function take(queue: Queue, delivery: Delivery, chunk: Buffer): void {
  try {
    if (chunk.length > maxMessageBytes) throw tooLarge(chunk.length);
    const bytes = Buffer.from(chunk); // a copy: the chunk is part of a larger read from the socket, which it would keep in memory
    const messages = delivery.format === batchFormat ? splitBatch(bytes) : [bytes];
    enqueue(queue, messages.map(readMessage), () => delivery.accept());
  } catch (thrown) {
    const { condition, message } = toBrokerError(thrown);
    delivery.reject({ condition, description: message });
  }
}
