import type { Receiver, Sender } from 'rhea';
import { BrokerError } from '../engine/broker-error.ts';
import type { Bus } from '../engine/bus.ts';
import { maxMessageBytes } from '../engine/enqueue.ts';
import type { Queue } from '../engine/model.ts';
import { entityNotFound } from '../engine/refusals.ts';
import { type Client, refuseLink, whenLinkGone } from './client-connection.ts';
import { mirrorAttach } from './rhea-internals.ts';
import { covers, type SharedKey } from './sas-token.ts';
import { serveCbs } from './serve-cbs.ts';
import { serveManagement } from './serve-management.ts';
import { serveReceiver } from './serve-receiver.ts';
import { serveSender } from './serve-sender.ts';

const cbsAddress = '$cbs';

/** A client attached a link on which it sends: tokens, requests or messages. */
export function routeSender(client: Client, receiver: Receiver, bus: Bus, key: SharedKey): void {
  const address = receiver.target?.address ?? '';
  mirrorAttach(receiver, maxMessageBytes);
  if (address === cbsAddress) {
    serveCbs(client, receiver, key);
    return;
  }
  const entity = findEntity(client, receiver, bus, address);
  if (!entity) return;
  if (entity.isManagement) serveManagement(client, receiver, entity.queue);
  else if (entity.queue.deadLetters) serveSender(receiver, entity.queue);
  else refuseLink(receiver, new BrokerError('amqp:not-allowed', `Nobody can send to '${entity.queue.path}'.`));
}

/** A client attached a link on which it receives: answers or messages. */
export function routeReceiver(client: Client, sender: Sender, bus: Bus): void {
  const address = sender.source?.address ?? '';
  mirrorAttach(sender, maxMessageBytes);
  if (address === cbsAddress) {
    keepReplyLink(client, sender);
    return;
  }
  const entity = findEntity(client, sender, bus, address);
  if (!entity) return;
  if (entity.isManagement) keepReplyLink(client, sender);
  else serveReceiver(client, sender, entity.queue);
}

function findEntity(
  client: Client,
  link: Sender | Receiver,
  bus: Bus,
  address: string,
): { readonly queue: Queue; readonly isManagement: boolean } | undefined {
  const path = address.replace(/\/\$management$/i, '');
  if (!covers(client.authorised, address)) {
    refuseLink(link, new BrokerError('amqp:unauthorized-access', `No valid token was put for '${address}'.`));
    return undefined;
  }
  const queue = bus.resolve(path);
  if (!queue) {
    refuseLink(link, entityNotFound(path, client.connection.hostname ?? 'localhost'));
    return undefined;
  }
  return { queue, isManagement: path !== address };
}

function keepReplyLink(client: Client, sender: Sender): void {
  const names = [sender.name, sender.target?.address].filter((name) => name !== undefined && name !== null);
  for (const name of names) client.replyLinks.set(name, sender);
  whenLinkGone(client, sender, () => {
    for (const name of names) client.replyLinks.delete(name);
  });
}
