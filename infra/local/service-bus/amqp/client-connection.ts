import type { Connection, Receiver, Sender } from 'rhea';
import type { BrokerError } from '../engine/broker-error.ts';

/** What the broker remembers of one connection of a client. */
export type Client = {
  readonly connection: Connection;
  /** Lower-case paths for which a valid token was put; '' is the whole namespace. */
  readonly authorised: Set<string>;
  /** Links on which answers to requests go out, by the name and the address a request may give in `reply-to`. */
  readonly replyLinks: Map<string, Sender>;
  /** Called when the connection is gone, however it went. */
  readonly whenGone: Set<() => void>;
};

export function createClient(connection: Connection): Client {
  return { connection, authorised: new Set(), replyLinks: new Map(), whenGone: new Set() };
}

/** Calls `then` once, when the link, its AMQP session or its connection is gone. */
export function whenLinkGone(client: Client, link: Sender | Receiver, then: () => void): void {
  const once = (): void => {
    if (client.whenGone.delete(once)) then();
  };
  client.whenGone.add(once);
  link.on(link.is_receiver() ? 'receiver_close' : 'sender_close', once);
  link.session.on('session_close', once);
}

/** Attaches without an address and detaches at once with the error (AMQP 1.0 transport, §2.6.3). */
export function refuseLink(link: Sender | Receiver, error: BrokerError): void {
  Object.assign(link.local.attach, link.is_receiver() ? { target: undefined } : { source: undefined });
  closeLink(link, error);
}

export function closeLink(link: Sender | Receiver, { condition, message }: BrokerError): void {
  link.close({ condition, description: message });
}
