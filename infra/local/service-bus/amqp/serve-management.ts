import type { Message, Receiver } from 'rhea';
import { ZodError } from 'zod';
import { BrokerError, toBrokerError } from '../engine/broker-error.ts';
import type { Queue } from '../engine/model.ts';
import type { Client } from './client-connection.ts';
import { cancelScheduledMessage } from './management/cancel-scheduled-message.ts';
import type { Operation } from './management/operation.ts';
import { peekMessage } from './management/peek-message.ts';
import { receiveBySequenceNumber } from './management/receive-by-sequence-number.ts';
import { renewLock } from './management/renew-lock.ts';
import { renewSessionLock } from './management/renew-session-lock.ts';
import { scheduleMessage } from './management/schedule-message.ts';
import { getSessionState, setSessionState } from './management/session-state.ts';
import { updateDisposition } from './management/update-disposition.ts';
import { receiveRequests } from './receive-requests.ts';
import { reply, replyError } from './reply.ts';

/** Operations of service-bus-amqp-request-response that a queue has. Rules, message-session lists and batch delete are not there. */
const operations: ReadonlyMap<string, Operation> = new Map([
  ['com.microsoft:cancel-scheduled-message', cancelScheduledMessage],
  ['com.microsoft:get-session-state', getSessionState],
  ['com.microsoft:peek-message', peekMessage],
  ['com.microsoft:receive-by-sequence-number', receiveBySequenceNumber],
  ['com.microsoft:renew-lock', renewLock],
  ['com.microsoft:renew-session-lock', renewSessionLock],
  ['com.microsoft:schedule-message', scheduleMessage],
  ['com.microsoft:set-session-state', setSessionState],
  ['com.microsoft:update-disposition', updateDisposition],
]);

/** Answers the requests that arrive on a link to `<queue>/$management`. */
export function serveManagement(client: Client, receiver: Receiver, queue: Queue): void {
  receiveRequests(receiver, (request) => {
    try {
      answerRequest(client, request, queue);
    } catch (thrown) {
      replyError(client, request, thrown instanceof ZodError ? badArgument(thrown) : toBrokerError(thrown));
    }
  });
}

function answerRequest(client: Client, request: Message, queue: Queue): void {
  const name = String(request.application_properties?.operation);
  const operation = operations.get(name);
  if (!operation) throw new BrokerError('amqp:not-implemented', `The local broker has no operation '${name}'.`);
  const linkName: unknown = request.application_properties?.['associated-link-name'];
  operation({
    queue,
    body: request.body,
    linkName: typeof linkName === 'string' ? linkName : undefined,
    answer: (body, status = 200) =>
      reply(client, request, { status, description: status === 204 ? 'NoContent' : 'OK', body }),
  });
}

function badArgument(error: ZodError): BrokerError {
  const [first] = error.issues;
  return new BrokerError('com.microsoft:argument-error', `${first?.path.join('.') ?? 'body'}: ${first?.message ?? ''}`);
}
