/** AMQP error conditions that Service Bus uses (AMQP protocol guide and troubleshooting guide), with their status for `$management`. */
const statuses = {
  'amqp:not-found': 404,
  'amqp:not-allowed': 400,
  'amqp:not-implemented': 501,
  'amqp:unauthorized-access': 401,
  'amqp:internal-error': 500,
  'amqp:decode-error': 400,
  'amqp:link:message-size-exceeded': 403,
  'amqp:link:detach-forced': 500,
  'com.microsoft:argument-error': 400,
  'com.microsoft:argument-out-of-range': 400,
  'com.microsoft:message-lock-lost': 410,
  'com.microsoft:message-not-found': 404,
  'com.microsoft:server-busy': 503,
  'com.microsoft:session-cannot-be-locked': 410,
  'com.microsoft:session-lock-lost': 410,
  'com.microsoft:timeout': 408,
} as const;

export type Condition = keyof typeof statuses;

/** A refusal that goes to the client as an AMQP error. `message` becomes its description. */
export class BrokerError extends Error {
  readonly condition: Condition;

  constructor(condition: Condition, description: string) {
    super(description);
    this.name = 'BrokerError';
    this.condition = condition;
  }

  get status(): number {
    return statuses[this.condition];
  }
}

/** Whatever was thrown, as something a client can be told. A RangeError comes from bytes that are not what AMQP says. */
export function toBrokerError(error: unknown): BrokerError {
  if (error instanceof BrokerError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const isRangeError = error instanceof Error && error.name === 'RangeError';
  return new BrokerError(isRangeError ? 'amqp:decode-error' : 'amqp:internal-error', text);
}
