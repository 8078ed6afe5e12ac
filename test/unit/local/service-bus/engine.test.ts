import rhea from 'rhea';
import { readMessage } from '../../../../infra/local/service-bus/codec/read-message.ts';
import { acceptNextSession, acceptSession } from '../../../../infra/local/service-bus/engine/accept-session.ts';
import { createBus } from '../../../../infra/local/service-bus/engine/bus.ts';
import { deadLetter } from '../../../../infra/local/service-bus/engine/dead-letter.ts';
import { dispatch, serve } from '../../../../infra/local/service-bus/engine/dispatch.ts';
import { enqueue } from '../../../../infra/local/service-bus/engine/enqueue.ts';
import { findLocked } from '../../../../infra/local/service-bus/engine/find-locked.ts';
import type {
  Consumer,
  Queue,
  QueueSettings,
  StoredMessage,
} from '../../../../infra/local/service-bus/engine/model.ts';
import { orderDeadLetters } from '../../../../infra/local/service-bus/engine/order-dead-letters.ts';
import { peek } from '../../../../infra/local/service-bus/engine/peek.ts';
import { releaseSession } from '../../../../infra/local/service-bus/engine/release-session.ts';
import { renewSessionLock } from '../../../../infra/local/service-bus/engine/renew-lock.ts';

const lockDurationMs = 1000;
const settings: QueueSettings = {
  name: 'q',
  requiresSession: false,
  lockDurationMs,
  maxDeliveryCount: 10,
  defaultTimeToLiveMs: Number.POSITIVE_INFINITY,
  deadLetteringOnMessageExpiration: false,
  requiresDuplicateDetection: false,
  duplicateDetectionWindowMs: 1000,
};
let now = 0;
let close: () => void;

/** A queue whose ticks never come: what is checked here must hold between two ticks. */
function openQueue(changes: Partial<QueueSettings> = {}, creditsPerSecond = 0): Queue {
  const clock = { now: () => now, advance: () => undefined, onAdvance: () => undefined };
  const bus = createBus([{ ...settings, ...changes }], { clock, creditsPerSecond });
  close = bus.close;
  const queue = bus.resolve('Q');
  if (!queue) throw new Error('The queue is not there.');
  return queue;
}

function send(queue: Queue, ...sessionIds: string[]): void {
  for (const group_id of sessionIds)
    enqueue(queue, [readMessage(Buffer.from(rhea.message.encode({ body: 1, group_id })))], () => undefined);
}

function createConsumer(received: StoredMessage[] = [], credit = 100): Consumer {
  return {
    linkName: 'link',
    deletesOnReceipt: false,
    credit: () => credit - received.length,
    deliver: (message) => void received.push(message),
    detach: () => undefined,
    session: undefined,
  };
}

beforeEach(() => {
  now = 0;
  jest.useFakeTimers({ doNotFake: ['nextTick'] });
});
afterEach(() => {
  close();
  jest.useRealTimers();
});

test('a lock is lost at its end, also before anybody has noticed', () => {
  const queue = openQueue();
  const received: StoredMessage[] = [];
  send(queue, 'any');
  queue.consumers.add(createConsumer(received));
  dispatch(queue);
  const token = received[0]?.lock?.token ?? Buffer.alloc(0);

  now = lockDurationMs - 1;
  expect(findLocked(queue, token)).toBe(received[0]);
  now = lockDurationMs;
  expect(() => findLocked(queue, token)).toThrow(
    expect.objectContaining({ condition: 'com.microsoft:message-lock-lost' }),
  );
});

test('a session can be accepted at the end of its lock, and its old owner cannot renew it', () => {
  const queue = openQueue({ requiresSession: true });
  acceptSession(queue, 'a', createConsumer());
  now = lockDurationMs - 1;
  expect(() => acceptSession(queue, 'a', createConsumer())).toThrow('cannot be accepted');

  now = lockDurationMs;
  expect(() => renewSessionLock(queue, 'a', 'link')).toThrow(
    expect.objectContaining({ condition: 'com.microsoft:session-lock-lost' }),
  );
  expect(acceptSession(queue, 'a', { ...createConsumer(), linkName: 'other' }).id).toBe('a');
  expect(() => renewSessionLock(queue, 'a', 'link')).toThrow(
    expect.objectContaining({ condition: 'com.microsoft:session-lock-lost' }),
  );
});

test('sessions that were used once and are empty are forgotten', () => {
  const queue = openQueue({ requiresSession: true });
  for (let n = 0; n < 100; n += 1) releaseSession(queue, acceptSession(queue, `s${n}`, createConsumer()), 'closed');

  expect(queue.sessions.size).toBe(0);
});

test('messages handed back take their old places', () => {
  const queue = openQueue({ requiresSession: true });
  const first: StoredMessage[] = [];
  send(queue, 'a', 'a', 'a');
  const owner = createConsumer(first);
  const session = acceptSession(queue, 'a', owner);
  serve(queue, owner);
  releaseSession(queue, session, 'lockLost');
  const second: StoredMessage[] = [];
  const next = createConsumer(second);
  acceptSession(queue, 'a', next);
  serve(queue, next);

  expect(second.map(({ sequenceNumber }) => sequenceNumber)).toEqual([1, 2, 3]);
  expect(second.map(({ deliveryCount }) => deliveryCount)).toEqual([1, 1, 1]);
});

test('receivers that have credit are served in turn', () => {
  const queue = openQueue();
  const received: StoredMessage[][] = [[], [], []];
  for (const [n, messages] of received.entries()) queue.consumers.add(createConsumer(messages, n === 2 ? 1 : 100));
  send(queue, ...'abcde');
  dispatch(queue);

  expect(received.map(({ length }) => length)).toEqual([2, 2, 1]);
});

test('without credits nothing is handed over until the next second', () => {
  const queue = openQueue({}, 10);
  const received: StoredMessage[] = [];
  queue.consumers.add(createConsumer(received));
  send(queue, ...'abcdef');
  dispatch(queue);
  expect(received).toHaveLength(4);
  expect(() => send(queue, 'g')).toThrow(expect.objectContaining({ condition: 'com.microsoft:server-busy' }));

  now = 1000;
  dispatch(queue);
  expect(received).toHaveLength(6);
});

test('peeking goes by number, among dead letters too, whatever came there first', () => {
  const queue = openQueue();
  send(queue, ...'abc');
  const all = peek(queue, { from: 0, count: 10, sessionId: undefined });
  for (const message of [...all].reverse()) deadLetter(message, {});
  const { deadLetters } = queue;
  if (!deadLetters) throw new Error('A queue has dead letters.');

  expect(peek(deadLetters, { from: 2, count: 1, sessionId: undefined })).toMatchObject([{ sequenceNumber: 2 }]);
});

test('a session whose messages went to the dead letters is not the next one', () => {
  const queue = openQueue({ requiresSession: true });
  send(queue, 'a', 'b');
  orderDeadLetters(queue.bus, [queue], { count: 1, queue: 'q' });

  expect(acceptNextSession(queue, createConsumer())?.id).toBe('b');
  expect(acceptNextSession(queue, createConsumer())).toBeUndefined();
});
