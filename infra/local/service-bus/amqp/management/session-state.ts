import rhea from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../../engine/broker-error.ts';
import { findOwned } from '../../engine/renew-lock.ts';
import type { Operation } from './operation.ts';

const getSchema = z.looseObject({ 'session-id': z.string() });
const setSchema = getSchema.extend({ 'session-state': z.instanceof(Buffer).nullish() });
const maxStateBytes = 262_144; // Standard tier (service-bus-quotas)

/** `com.microsoft:get-session-state`: null when none was set. Only the receiver that holds the session may ask. */
export const getSessionState: Operation = ({ queue, body, linkName, answer }) => {
  const { state } = findOwned(queue, getSchema.parse(body)['session-id'], linkName);
  answer({ 'session-state': state === undefined ? null : rhea.types.wrap_binary(state) });
};

/** `com.microsoft:set-session-state`: null takes the state away. It outlives the lock, and lives until it is taken away. */
export const setSessionState: Operation = ({ queue, body, linkName, answer }) => {
  const { 'session-id': id, 'session-state': given } = setSchema.parse(body);
  if ((given?.length ?? 0) > maxStateBytes)
    throw new BrokerError('com.microsoft:argument-error', `A session state may have at most ${maxStateBytes} bytes.`);
  const session = findOwned(queue, id, linkName);
  session.state = given ? Buffer.from(given) : undefined;
  queue.bus.store.write({ kind: 'sessionState', queue: queue.path, sessionId: id, state: session.state });
  queue.bus.store.whenDurable(() => answer({}));
};
