import rhea, { type Connection, type Delivery, type Receiver, type Sender, type Session } from 'rhea';

/**
 * All places where this broker leans on the inside of rhea 3.0.5, which was made to be a client first. Each has its own test in
 * `test/conformance/service-bus`; look here first when rhea is updated.
 */
declare module 'rhea/typings/link' {
  interface link {
    readonly state: { local_open: boolean; open_requests: number };
    readonly local: { readonly attach: AttachFields };
    readonly remote: { readonly attach: AttachFields };
  }
  interface Sender {
    credit: number;
    delivery_count: number;
    _draining: boolean;
    _drained: boolean;
    _get_drain: () => boolean;
  }
  interface Receiver {
    credit: number;
  }
  interface AttachFields {
    snd_settle_mode?: number;
    rcv_settle_mode?: number;
    max_message_size?: number;
    properties?: Record<string, unknown>;
  }
}
declare module 'rhea/typings/session' {
  interface Session {
    readonly outgoing: {
      readonly next_delivery_id: number;
      readonly next_pending_delivery: number;
      readonly deliveries: { readonly available: () => number };
    };
    readonly incoming: { on_transfer: (frame: TransferFrame, receiver: Receiver) => void };
  }
  interface TransferFrame {
    readonly performative: { message_format?: number | null };
  }
}
declare module 'rhea/typings/message' {
  interface message {
    accepted: () => { readonly described: () => unknown };
    released: () => { readonly described: () => unknown };
    rejected: (fields: unknown) => { readonly described: () => unknown };
  }
}

/** rhea writes every frame to the socket by itself; this gathers those of one turn of the event loop into one write. */
export function gatherWrites(connection: Connection): void {
  const output: () => void = connection.output.bind(connection);
  let corked = false;
  connection.output = () => {
    const { socket } = connection;
    if (!corked) {
      corked = true;
      socket.cork();
      process.nextTick(() => {
        corked = false;
        socket.uncork();
      });
    }
    output();
  };
}

/** A client may still send on a channel that has ended (AMQP 1.0 transport, §2.7.8); rhea would close the connection for it. */
export function ignoreLateFrames(connection: Connection): void {
  for (const name of ['detach', 'flow', 'disposition', 'transfer', 'end']) {
    const handle: (frame: { readonly channel: number }) => void = connection[`on_${name}`].bind(connection);
    connection[`on_${name}`] = (frame: { readonly channel: number }) => {
      if (connection.remote_channel_map[frame.channel]) handle(frame);
    };
  }
}

/** A message format that nobody uses: rhea decodes messages of format 0 and hands over all others as bytes. */
const undecoded = 0x7fffffff;

/** Messages arrive as bytes: what the body holds is none of the broker's business. */
export function keepMessagesRaw(session: Session): void {
  const { incoming } = session;
  const handle = incoming.on_transfer.bind(incoming);
  incoming.on_transfer = (frame, receiver) => {
    frame.performative.message_format ||= undecoded;
    handle(frame, receiver);
  };
}

/** rhea answers an attach before it tells us of it; this takes the answer back until `sender.open()` is called. */
export function holdAttachBack(sender: Sender): void {
  sender.state.local_open = false;
  sender.state.open_requests -= 1;
}

/** rhea leaves a drain unanswered when no credit is left; the client would wait for its time-out. */
export function answerEveryDrain(sender: Sender): void {
  sender._get_drain = () => {
    if (!sender._draining || !sender._drained) return false;
    sender.delivery_count += sender.credit;
    sender.credit = 0;
    sender._draining = false;
    return true;
  };
}

/** Messages that may be handed to rhea now: it counts credit down only when it writes, and holds a limited number unsettled. */
export function realCredit(sender: Sender): number {
  const { next_delivery_id, next_pending_delivery, deliveries } = sender.session.outgoing;
  return Math.max(0, Math.min(sender.credit - (next_delivery_id - next_pending_delivery), deliveries.available()));
}

/**
 * Settles a delivery with an outcome. In settle mode "second" (AMQP 1.0 transport, §2.6.12) ours is the last word, but rhea waits for
 * one more from the client, and its buffer of deliveries would never empty.
 */
export function settleDelivery(delivery: Delivery, outcome: { readonly described: () => unknown }): void {
  delivery.update(true, outcome.described());
  Object.assign(delivery, { remote_settled: true });
}

/** Answers an attach with what the client proposed, and our size limit. */
export function mirrorAttach(link: Sender | Receiver, maxMessageBytes: number): void {
  const { snd_settle_mode, rcv_settle_mode } = link.remote.attach;
  Object.assign(link.local.attach, { snd_settle_mode, rcv_settle_mode, max_message_size: maxMessageBytes });
  if (link.source) link.set_source({ address: link.source.address });
  if (link.target) link.set_target({ address: link.target.address });
}

export const outcomes = {
  accepted: () => rhea.message.accepted(),
  released: () => rhea.message.released(),
  rejected: (error: { readonly condition: string; readonly description: string }) => rhea.message.rejected({ error }),
};
