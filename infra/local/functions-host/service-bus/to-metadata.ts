import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { TypedData } from '../core/core-types.ts';

/**
 * What the Service Bus extension tells about a message besides its body (ServiceBusTriggerBindingStrategy.AddBindingData), then the
 * top-level properties of a JSON body over it (the host's Utility.ApplyBindingData): a body with `messageId` or `sessionId` masks
 * the real one. Names are compared without case, and the first spelling stays.
 */
export function toMetadata(message: ServiceBusReceivedMessage, body: string): Record<string, TypedData> {
  const found = new Map<string, { readonly name: string; readonly data: TypedData }>();
  const put = (name: string, data: TypedData) => {
    const known = found.get(name.toLowerCase());
    found.set(name.toLowerCase(), { name: known?.name ?? name, data });
  };
  for (const [name, value] of Object.entries(ofMessage(message))) {
    if (value !== undefined) put(name, toTyped(value));
  }
  for (const [name, data] of Object.entries(bodyMetadata(body))) put(name, data);
  return Object.fromEntries([...found.values()].map(({ name, data }) => [name, data]));
}

function ofMessage(message: ServiceBusReceivedMessage): Record<string, unknown> {
  const properties = message.applicationProperties ?? {};
  return {
    DeliveryCount: (message.deliveryCount ?? 0) + 1,
    DeadLetterSource: message.deadLetterSource,
    LockToken: message.lockToken,
    ExpiresAtUtc: message.expiresAtUtc,
    EnqueuedTimeUtc: message.enqueuedTimeUtc,
    MessageId: message.messageId,
    ContentType: message.contentType,
    ReplyTo: message.replyTo,
    SequenceNumber: Number(message.sequenceNumber),
    To: message.to,
    Subject: message.subject,
    Label: message.subject,
    CorrelationId: message.correlationId,
    ApplicationProperties: properties,
    UserProperties: properties,
    SessionId: message.sessionId,
    ReplyToSessionId: message.replyToSessionId,
    PartitionKey: message.partitionKey,
  };
}

/** Strings travel as strings (and the library parses those that look like JSON), everything else as JSON, 64-bit numbers too. */
function toTyped(value: unknown): TypedData {
  return typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) };
}

/** The host's Utility.ApplyBindingData: top-level properties of a JSON object but arrays and nulls. A body that is no JSON gives none. */
export function bodyMetadata(body: string): Record<string, TypedData> {
  const text = body.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return Object.fromEntries(
      Object.entries(parsed ?? {}).flatMap(([name, value]) => {
        const data = toBindingData(value);
        return data ? [[name, data]] : [];
      }),
    );
  } catch {
    return {};
  }
}

/** Newtonsoft's cast of a JSON value to a string: `true` becomes "True", which the library then does not read as a boolean. */
function toBindingData(value: unknown): TypedData | undefined {
  if (value === null || value === undefined || Array.isArray(value)) return undefined;
  if (typeof value === 'object') return { json: JSON.stringify(value) };
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return { string: String(value) };
}
