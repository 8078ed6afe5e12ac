import rhea, { type Message } from 'rhea';
import type { BrokerError } from '../engine/broker-error.ts';
import type { Client } from './client-connection.ts';

export type Answer = { readonly status: number; readonly description: string; readonly body?: Record<string, unknown> };

/**
 * Answers a request on the link that its `reply-to` names (AMQP management, working draft 16, §3.2). `$cbs` and `$management` spell the
 * status in two ways; the answer has both.
 */
export function reply(
  client: Client,
  request: Message,
  { status, description, body }: Answer,
  error?: BrokerError,
): void {
  const link = client.replyLinks.get(request.reply_to ?? '');
  if (!link?.is_open()) return; // the client has gone, or never said where to answer
  const statusCode = rhea.types.wrap_int(status);
  const delivery = link.send({
    ...(request.message_id === undefined ? {} : { correlation_id: request.message_id }),
    application_properties: {
      statusCode,
      'status-code': statusCode,
      statusDescription: description,
      'status-description': description,
      ...(error ? { errorCondition: rhea.types.wrap_symbol(error.condition) } : {}),
    },
    body: rhea.types.wrap_map(body ?? {}),
  });
  // Sent settled: otherwise the client owes us a disposition, and its small write waits up to 40 ms for our delayed acknowledgement.
  Object.assign(delivery, { settled: true });
}

export function replyError(client: Client, request: Message, error: BrokerError): void {
  reply(client, request, { status: error.status, description: error.message }, error);
}
