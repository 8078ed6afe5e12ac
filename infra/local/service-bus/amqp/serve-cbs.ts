import type { Message, Receiver } from 'rhea';
import { BrokerError } from '../engine/broker-error.ts';
import type { Client } from './client-connection.ts';
import { receiveRequests } from './receive-requests.ts';
import { reply, replyError } from './reply.ts';
import { checkSasToken, type SharedKey } from './sas-token.ts';

/**
 * Claims-based security (service-bus-amqp-protocol-guide): the client puts a token for each address before it attaches there. Only
 * shared access signatures are understood; a token of Microsoft Entra ID is refused.
 */
export function serveCbs(client: Client, receiver: Receiver, key: SharedKey): void {
  receiveRequests(receiver, (request) => {
    const path = typeof request.body === 'string' && isSas(request) ? checkSasToken(request.body, key) : undefined;
    if (path === undefined) return replyError(client, request, unauthorised(request));
    client.authorised.add(path);
    reply(client, request, { status: 202, description: 'Accepted' });
  });
}

function isSas({ application_properties }: Message): boolean {
  return application_properties?.type === 'servicebus.windows.net:sastoken';
}

function unauthorised(request: Message): BrokerError {
  const why = isSas(request)
    ? 'InvalidSignature: The token has an invalid signature, an unknown key name, or has expired.'
    : 'The local broker understands shared access signatures only.';
  return new BrokerError('amqp:unauthorized-access', why);
}
