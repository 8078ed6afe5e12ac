import { BrokerError } from './broker-error.ts';

/** The refusals that more than one operation gives. The client library shows the texts to people; it branches on the condition only. */

/** The client library looks for `sb://<host>/<path>` in this text. */
export function entityNotFound(path: string, host: string): BrokerError {
  return new BrokerError('amqp:not-found', `The messaging entity 'sb://${host}/${path}' could not be found.`);
}

export function messageLockLost(): BrokerError {
  return new BrokerError(
    'com.microsoft:message-lock-lost',
    'The lock supplied is invalid. Either it has expired, or the message has already been removed from the queue.',
  );
}

export function sessionLockLost(sessionId: string): BrokerError {
  return new BrokerError(
    'com.microsoft:session-lock-lost',
    `The lock on the session '${sessionId}' has expired. Accept the session again.`,
  );
}

export function messageNotFound(sequenceNumber: number): BrokerError {
  return new BrokerError(
    'com.microsoft:message-not-found',
    `No message with the sequence number ${sequenceNumber} was found in the state that this operation needs.`,
  );
}

export function serverBusy(): BrokerError {
  return new BrokerError(
    'com.microsoft:server-busy',
    'The request was ended because the namespace is being throttled. Error code: 50009. Wait 2 seconds and try again.',
  );
}
