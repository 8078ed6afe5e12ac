import { isUint8Array } from 'node:util/types';

/**
 * A message body as the string that the host binds (MessageToStringConverter): data sections as UTF-8 whatever they hold, an AMQP
 * value only if it is a string. Throws for the rest; the message is then abandoned like one whose handler failed.
 */
export function toBody(body: unknown): string {
  if (isUint8Array(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (typeof body === 'string') return body;
  if (body === undefined || body === null) return '';
  if (Array.isArray(body)) throw new Error('A sequence body message cannot be bound to a string.');
  throw new Error(`A message with a value type of ${typeof body} cannot be bound to a string.`);
}
