import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { itWithControl, lockSeconds, maxDeliveryCount, queues, receiveAll, until, useBus } from './open-bus.ts';

const bus = useBus();

const send = (sessionId: string, ...bodies: unknown[]) =>
  bus()
    .client.createSender(queues.sessions)
    .sendMessages(bodies.map((body) => ({ body, sessionId })));
const accept = (sessionId: string, client = bus().client) =>
  client.acceptSession(queues.sessions, sessionId, { maxAutoLockRenewalDurationInMs: 0 });
const acceptNext = (client = bus().client) =>
  client.acceptNextSession(queues.sessions, { maxAutoLockRenewalDurationInMs: 0 });

async function receiveOne(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1);
  if (!message) throw new Error('No message came.');
  return message;
}

describe('accepting', () => {
  test('the named session gives its own messages, in order, and no others', async () => {
    await send('a', 1, 2, 3);
    await send('b', 'other');
    const session = await accept('a');

    expect(session.sessionId).toBe('a');
    expect((await receiveAll(session, 3)).map(({ body }) => body)).toEqual([1, 2, 3]);
  });

  test('a session without messages can be accepted by name, and gets those that come', async () => {
    const session = await accept('empty');
    const receiving = session.receiveMessages(1);
    await send('empty', 'came');

    expect((await receiving).map(({ body }) => body)).toEqual(['came']);
  });

  test('a session that somebody holds cannot be accepted', async () => {
    await accept('a');

    await expect(accept('a', bus().openClient())).rejects.toMatchObject({ code: 'SessionCannotBeLocked' });
  });

  test('next gives each free session with messages once, the longest waiting first', async () => {
    await send('a', 1);
    await send('b', 2);
    const sessions = [await acceptNext(), await acceptNext()];

    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['a', 'b']);
  });

  test('next waits until a session with messages is there', async () => {
    const accepting = acceptNext();
    await send('late', 1);

    expect((await accepting).sessionId).toBe('late');
  });

  test('next gets a session as soon as another gives it back', async () => {
    await send('a', 1);
    const first = await acceptNext();
    const accepting = acceptNext(bus().openClient());
    await first.close();

    expect((await accepting).sessionId).toBe('a');
  });

  test('next ends with a time-out when nothing comes', async () => {
    const patientFor = bus().openClient(undefined, { timeoutInMs: 500 });

    await expect(acceptNext(patientFor)).rejects.toMatchObject({ code: expect.stringMatching(/Timeout/) });
  });

  test('a client that gave up waiting is not given a session', async () => {
    const impatient = new AbortController();
    const waiting = bus().client.acceptNextSession(queues.sessions, { abortSignal: impatient.signal });
    impatient.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await send('a', 1);

    expect((await acceptNext(bus().openClient())).sessionId).toBe('a');
  });

  itWithControl('sixty-four receivers that wait get sixty-four sessions', async () => {
    const ids = Array.from({ length: 64 }, (_, n) => `p${n}`);
    const waiting = ids.map(() => acceptNext());
    const sender = bus().client.createSender(queues.sessions);
    await Promise.all(ids.map((sessionId) => sender.sendMessages({ body: sessionId, sessionId })));
    const sessions = await Promise.all(waiting);
    const bodies = await Promise.all(sessions.map(async (session) => (await receiveOne(session)).body));

    expect(bodies.sort()).toEqual([...ids].sort());
  });
});

describe('messages of a session', () => {
  test('an abandoned message is the next one again, before those behind it', async () => {
    await send('a', 1, 2);
    const session = await accept('a');
    await session.abandonMessage(await receiveOne(session));

    expect(await receiveOne(session)).toMatchObject({ body: 1, deliveryCount: 1 });
  });

  test(`a message that fails ${maxDeliveryCount} times lets the next one through`, async () => {
    await send('a', 'poison', 'good');
    const session = await accept('a');
    for (let n = 0; n < maxDeliveryCount; n += 1) await session.abandonMessage(await receiveOne(session));

    expect((await receiveOne(session)).body).toBe('good');
    const dead = bus().client.createReceiver(queues.sessions, { subQueueType: 'deadLetter' });
    expect(await receiveOne(dead)).toMatchObject({ body: 'poison', sessionId: 'a' });
  });

  test('closing a session hands its messages back without counting a delivery', async () => {
    await send('a', 1, 2);
    const first = await accept('a');
    await first.receiveMessages(2);
    await first.close();
    const second = await accept('a');

    expect(await receiveAll(second, 2)).toMatchObject([
      { body: 1, deliveryCount: 0 },
      { body: 2, deliveryCount: 0 },
    ]);
  });

  test('a deferred message of a session comes by its number', async () => {
    await send('a', 'later');
    const session = await accept('a');
    const message = await receiveOne(session);
    await session.deferMessage(message);
    const [deferred] = await session.receiveDeferredMessages(message.sequenceNumber ?? []);
    if (!deferred) throw new Error('The deferred message did not come.');
    await session.completeMessage(deferred);

    expect(await session.peekMessages(1)).toEqual([]);
  });

  test('receive-and-delete works in sessions', async () => {
    await send('a', 1, 2);
    const session = await bus().client.acceptSession(queues.sessions, 'a', { receiveMode: 'receiveAndDelete' });

    expect(await receiveAll(session, 2)).toHaveLength(2);
    expect(await session.peekMessages(1)).toEqual([]);
  });

  test('a subscriber of a session gets its messages one after the other', async () => {
    await send('a', 1, 2, 3);
    const session = await accept('a');
    const bodies: unknown[] = [];
    session.subscribe({
      processMessage: async ({ body }) => void bodies.push(body),
      processError: async () => undefined,
    });

    await until(() => (bodies.length === 3 ? true : undefined));
    expect(bodies).toEqual([1, 2, 3]);
  });
});

describe('session locks', () => {
  test('a renewed session lock lasts longer', async () => {
    const session = await accept('a');
    const before = session.sessionLockedUntilUtc.getTime();

    expect((await session.renewSessionLock()).getTime()).toBeGreaterThanOrEqual(before);
  });

  itWithControl('a lock that ran out is lost: the next gets session and messages, and settling fails', async () => {
    await send('a', 1);
    const slow = await accept('a');
    const message = await receiveOne(slow);
    await bus().advance(lockSeconds);
    const next = await acceptNext(bus().openClient());

    expect(await receiveOne(next)).toMatchObject({ body: 1, deliveryCount: 1 });
    await expect(slow.completeMessage(message)).rejects.toMatchObject({ code: 'SessionLockLost' });
    await expect(slow.renewSessionLock()).rejects.toMatchObject({ code: 'SessionLockLost' });
    expect(await bus().counts(queues.sessions)).toMatchObject({ locked: 1, active: 0 });
  });

  itWithControl('a session can be accepted again by name once its lock ran out', async () => {
    await accept('a');
    await bus().advance(lockSeconds);

    expect((await accept('a', bus().openClient())).sessionId).toBe('a');
  });

  itWithControl('renewing keeps the locks of the messages, too', async () => {
    await send('a', 1);
    const session = await accept('a');
    const message = await receiveOne(session);
    await bus().advance(lockSeconds - 1);
    await session.renewSessionLock();
    await bus().advance(lockSeconds - 1);

    await session.completeMessage(message);
    expect(await bus().counts(queues.sessions)).toMatchObject({ active: 0, locked: 0 });
  });

  itWithControl('a subscriber is told that it lost the session', async () => {
    const session = await accept('a');
    const errors: unknown[] = [];
    session.subscribe({
      processMessage: async () => undefined,
      processError: async ({ error }) => void errors.push(error),
    });
    await send('a', 1);
    await until(async () => ((await bus().counts(queues.sessions)).active === 0 ? true : undefined));
    await bus().advance(lockSeconds);

    expect(await until(() => errors[0])).toMatchObject({ code: 'SessionLockLost' });
  });
});

describe('session state', () => {
  test('state is kept when the session is given back, and taken away with null', async () => {
    const session = await accept('a');
    expect(await session.getSessionState()).toBeFalsy();
    await session.setSessionState({ step: 2 });
    await session.close();
    const again = await accept('a');

    expect(await again.getSessionState()).toEqual({ step: 2 });
    await again.setSessionState(null);
    expect(await again.getSessionState()).toBeFalsy();
  });
});
