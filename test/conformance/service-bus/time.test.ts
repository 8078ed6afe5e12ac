import { itWithControl, noWait, queues, receiveAll, until, useBus } from './open-bus.ts';

const bus = useBus();
const hour = 3600;
const inAnHour = () => new Date(Date.now() + hour * 1000);
const sender = (queue = queues.plain) => bus().client.createSender(queue);
const receiver = (queue = queues.plain, options = {}) => bus().client.createReceiver(queue, options);

describe('scheduling', () => {
  test('a scheduled message can be peeked and not received', async () => {
    const [number] = await sender().scheduleMessages({ body: 'later' }, inAnHour());

    expect(await receiver().receiveMessages(1, noWait)).toEqual([]);
    const [peeked] = await receiver().peekMessages(1);
    expect(peeked).toMatchObject({ body: 'later', state: 'scheduled', sequenceNumber: number });
    expect(peeked?.scheduledEnqueueTimeUtc?.getTime()).toBeGreaterThan(Date.now());
  });

  test('a cancelled message never comes', async () => {
    const numbers = await sender().scheduleMessages([{ body: 1 }, { body: 2 }], inAnHour());
    await sender().cancelScheduledMessages(numbers);

    expect(await receiver().peekMessages(2)).toEqual([]);
    await expect(sender().cancelScheduledMessages(numbers)).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  test('a message becomes active when its time comes, with a new number', async () => {
    await sender().sendMessages({ body: 'before' });
    const [number] = await sender().scheduleMessages({ body: 'soon' }, new Date(Date.now() + 500));
    const received = await receiver().receiveMessages(1);
    const [late] = await receiver().receiveMessages(1);

    expect(received.map(({ body }) => body)).toEqual(['before']);
    expect(late).toMatchObject({ body: 'soon', state: 'scheduled' });
    expect(late?.sequenceNumber?.greaterThan(number ?? 0)).toBe(true);
    await expect(sender().cancelScheduledMessages(number ?? [])).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  test('a message may also be sent with the time at which it is to be there', async () => {
    await sender().sendMessages({ body: 'later', scheduledEnqueueTimeUtc: inAnHour() });

    expect(await receiver().receiveMessages(1, noWait)).toEqual([]);
    expect(await receiver().peekMessages(1)).toMatchObject([{ state: 'scheduled' }]);
  });

  test('a time that is over means at once', async () => {
    await sender().scheduleMessages({ body: 'now' }, new Date(Date.now() - hour * 1000));

    expect(await receiver().receiveMessages(1)).toMatchObject([{ body: 'now' }]);
  });

  test('the size limit holds for scheduled messages', async () => {
    await expect(sender().scheduleMessages({ body: Buffer.alloc(300_000) }, inAnHour())).rejects.toMatchObject({
      code: 'MessageSizeExceeded',
    });
  });

  itWithControl('moving the clock makes messages due, in sessions too', async () => {
    await sender(queues.sessions).scheduleMessages({ body: 'later', sessionId: 'a' }, inAnHour());
    const waiting = bus().client.acceptNextSession(queues.sessions);
    expect(await bus().counts(queues.sessions)).toMatchObject({ scheduled: 1, active: 0, due: 0 });
    await bus().advance(hour);

    expect((await waiting).sessionId).toBe('a');
    expect(await bus().counts(queues.sessions)).toMatchObject({ scheduled: 0 });
  });
});

describe('duplicates', () => {
  const send = (messageId: string) => sender(queues.duplicates).sendMessages({ body: messageId, messageId });

  test('a repeated message id is accepted and dropped', async () => {
    await send('one');
    await send('one');
    await send('two');

    const received = await receiveAll(receiver(queues.duplicates), 2);
    expect(received.map(({ body }) => body)).toEqual(['one', 'two']);
  });

  test('the id of a message that was received already counts, too', async () => {
    await send('one');
    await receiver(queues.duplicates, { receiveMode: 'receiveAndDelete' }).receiveMessages(1);
    await send('one');

    expect(await receiver(queues.duplicates).receiveMessages(1, noWait)).toEqual([]);
  });

  test('a scheduled message counts from the moment it is sent', async () => {
    await sender(queues.duplicates).scheduleMessages({ body: 'later', messageId: 'one' }, inAnHour());
    await send('one');

    expect(await receiver(queues.duplicates).receiveMessages(1, noWait)).toEqual([]);
  });

  itWithControl('the same id is new again when the window is over', async () => {
    await send('one');
    await bus().advance(60);
    await send('one');

    expect(await bus().counts(queues.duplicates)).toMatchObject({ active: 2 });
  });

  test('without duplicate detection nothing is dropped', async () => {
    await sender().sendMessages({ body: 1, messageId: 'one' });
    await sender().sendMessages({ body: 2, messageId: 'one' });

    expect(await receiveAll(receiver(), 2)).toHaveLength(2);
  });
});

describe('time to live', () => {
  test('an expired message goes to the dead letters with the reason', async () => {
    await sender().sendMessages({ body: 'short', timeToLive: 50 });
    const sent = Date.now();
    await until(() => (Date.now() > sent + 100 ? true : undefined));
    const dead = receiver(queues.plain, { subQueueType: 'deadLetter' });
    await until(async () => {
      await receiver().receiveMessages(1, { maxWaitTimeInMs: 100 });
      return (await dead.peekMessages(1)).length > 0 ? true : undefined;
    });

    expect(await dead.receiveMessages(1)).toMatchObject([{ body: 'short', deadLetterReason: 'TTLExpiredException' }]);
  });

  itWithControl('without dead-lettering an expired message is gone', async () => {
    await sender(queues.duplicates).sendMessages({ body: 'short', timeToLive: hour * 1000 });
    await bus().advance(hour);

    expect(await bus().counts(queues.duplicates)).toMatchObject({ active: 0, deadLettered: 0 });
  });

  itWithControl(
    'the time of the queue holds when it is shorter, and a scheduled message lives from its due time',
    async () => {
      await sender(queues.sessions).sendMessages({ body: 'old', sessionId: 'a', timeToLive: 30 * 24 * hour * 1000 });
      await sender(queues.sessions).scheduleMessages({ body: 'late', sessionId: 'a' }, inAnHour());
      await bus().advance(2 * hour);
      await bus().advance(14 * 24 * hour - 2 * hour);

      expect(await bus().counts(queues.sessions)).toMatchObject({ active: 1, deadLettered: 1 });
    },
  );

  itWithControl('a locked message can be completed after its time', async () => {
    await sender().sendMessages({ body: 'held', timeToLive: 1000 });
    const one = receiver();
    const [message] = await one.receiveMessages(1);
    await bus().advance(2);
    if (!message) throw new Error('No message came.');
    await one.completeMessage(message);

    expect(await bus().counts(queues.plain)).toMatchObject({ active: 0, locked: 0, deadLettered: 0 });
  });
});

describe('peeking', () => {
  test('peeking goes on from the last number and shows messages in any state', async () => {
    await sender().sendMessages([1, 2, 3].map((body) => ({ body })));
    await receiver().receiveMessages(1);
    const one = receiver();
    const first = await one.peekMessages(2);
    const then = await one.peekMessages(2);
    const second = first[1]?.sequenceNumber;
    if (!second) throw new Error('Two messages were to be peeked.');

    expect([...first, ...then].map(({ body }) => body)).toEqual([1, 2, 3]);
    expect(await one.peekMessages(1, { fromSequenceNumber: second })).toMatchObject([{ body: 2 }]);
  });

  test('a session receiver peeks its own session only', async () => {
    await sender(queues.sessions).sendMessages(['a', 'b'].map((sessionId) => ({ body: sessionId, sessionId })));
    const session = await bus().client.acceptSession(queues.sessions, 'b');

    expect(await session.peekMessages(5)).toMatchObject([{ body: 'b' }]);
  });

  test('dead letters can be peeked', async () => {
    await sender().sendMessages({ body: 'bad' });
    const one = receiver();
    const [message] = await one.receiveMessages(1);
    if (!message) throw new Error('No message came.');
    await one.deadLetterMessage(message, { deadLetterReason: 'why', deadLetterErrorDescription: '' });

    const dead = receiver(queues.plain, { subQueueType: 'deadLetter' });
    expect(await dead.peekMessages(1)).toMatchObject([{ body: 'bad', deadLetterReason: 'why' }]);
  });
});
