import rhea, { type EventContext, type Message, type Receiver } from 'rhea';

/** Gives each request that arrives on this link, decoded, to `handle`. Requests are accepted as they come; the answer is a message. */
export function receiveRequests(receiver: Receiver, handle: (request: Message) => void): void {
  receiver.add_credit(1000);
  receiver.on('message', ({ delivery, message }: EventContext) => {
    const bytes: unknown = message;
    if (!delivery || !Buffer.isBuffer(bytes)) return;
    delivery.accept();
    receiver.add_credit(1);
    handle({ body: undefined, ...rhea.message.decode(bytes) });
  });
}
