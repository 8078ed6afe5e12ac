import { impatient, itWithControl, noWait, queues, until, useBus } from './open-bus.ts';

const bus = useBus();

describe('the control surface', () => {
  itWithControl('counts say what can be received, is locked, scheduled and dead', async () => {
    const sender = bus().client.createSender(queues.plain);
    await sender.sendMessages([1, 2, 3, 4].map((body) => ({ body })));
    await sender.scheduleMessages({ body: 5 }, new Date(Date.now() + 3_600_000));
    const receiver = bus().client.createReceiver(queues.plain);
    const [, second] = await receiver.receiveMessages(2);
    if (!second) throw new Error('Two messages were sent.');
    await receiver.deadLetterMessage(second);

    expect((await bus().control('bus')).queues[queues.plain]).toEqual({
      active: 2,
      locked: 1,
      scheduled: 1,
      deadLettered: 1,
    });
  });

  itWithControl('activity grows with every step of work, and only then', async () => {
    const activity = async (): Promise<number> => (await bus().control('state')).activity;
    const receiver = bus().client.createReceiver(queues.plain);
    await receiver.receiveMessages(1, noWait);
    const start = await activity();
    expect(await activity()).toBe(start);

    await bus().client.createSender(queues.plain).sendMessages({ body: 1 });
    const sent = await activity();
    const [message] = await receiver.receiveMessages(1);
    const received = await activity();
    if (message) await receiver.completeMessage(message);

    expect(sent).toBeGreaterThan(start);
    expect(received).toBeGreaterThan(sent);
    expect(await activity()).toBeGreaterThan(received);
  });

  itWithControl('a raw message arrives with exactly these bytes', async () => {
    const bytes = Buffer.from('{"v":1,"nudges":[{broken');
    await bus().control('bus', {
      queue: queues.sessions,
      contentType: 'application/json',
      sessionId: 'p1',
      bodyBase64: bytes.toString('base64'),
    });
    const session = await bus().client.acceptNextSession(queues.sessions, { skipParsingBodyAsJson: true });

    const [message] = await session.receiveMessages(1);
    expect(message?.body).toEqual(bytes);
    expect(message).toMatchObject({ contentType: 'application/json', sessionId: 'p1' });
  });

  itWithControl('the next messages go to the dead letters: those that wait first, then those that come', async () => {
    const sender = bus().client.createSender(queues.plain);
    await sender.sendMessages({ body: 'waits' });
    await bus().control('bus', { deadLetter: 2, queue: queues.plain });
    for (const body of ['comes', 'stays']) await sender.sendMessages({ body });

    const dead = await bus().client.createReceiver(queues.plain, { subQueueType: 'deadLetter' }).receiveMessages(2);
    expect(dead.map(({ body }) => body)).toEqual(['waits', 'comes']);
    expect(await bus().client.createReceiver(queues.plain).receiveMessages(1)).toMatchObject([{ body: 'stays' }]);
  });

  itWithControl('without a queue the next messages of any queue are meant', async () => {
    await bus().control('bus', { deadLetter: 2 });
    await bus().client.createSender(queues.sessions).sendMessages({ body: 1, sessionId: 'a' });
    for (const body of [2, 3]) await bus().client.createSender(queues.plain).sendMessages({ body });

    expect(await bus().counts(queues.sessions)).toMatchObject({ active: 0, deadLettered: 1 });
    expect(await bus().counts(queues.plain)).toMatchObject({ active: 1, deadLettered: 1 });
  });

  const wrongOrders: [string, object][] = [
    ['an unknown queue', { queue: 'nope', bodyBase64: '' }],
    ['a raw message without session where one is required', { queue: queues.sessions, bodyBase64: '' }],
    ['an unknown fault', { fault: 'earthquake' }],
    ['no number', { fault: 'dropSeconds' }],
  ];
  for (const [title, order] of wrongOrders) {
    itWithControl(`an order with ${title} is refused with a sentence`, async () => {
      expect(await bus().control('bus', order)).toMatchObject({ status: 400, error: expect.stringMatching(/\w+/) });
    });
  }

  itWithControl('a path that is not there answers 404', async () => {
    expect(await bus().control('nothing')).toMatchObject({ status: 404 });
  });
});

describe('faults of the network', () => {
  itWithControl('a held-back accept dies with its connection', async () => {
    const dying = bus().openClient(undefined, impatient);
    const lost = dying.acceptNextSession(queues.sessions).catch(() => 'lost');
    await until(async () => ((await bus().control('state')).waiting === 1 ? true : undefined));
    await bus().control('bus', { fault: 'closeConnections' });
    expect(await lost).toBe('lost');
    await bus().openClient().createSender(queues.sessions).sendMessages({ body: 1, sessionId: 'a' });

    const session = await bus().openClient().acceptNextSession(queues.sessions);
    expect(await session.receiveMessages(1)).toMatchObject([{ body: 1, deliveryCount: 0 }]);
  });

  itWithControl('after connections broke the library sends and receives again', async () => {
    const sender = bus().openClient(undefined, impatient).createSender(queues.plain);
    await sender.sendMessages({ body: 1 });
    await bus().control('bus', { fault: 'closeConnections' });
    await until(() =>
      sender.sendMessages({ body: 2 }).then(
        () => true,
        () => undefined,
      ),
    );

    expect((await bus().counts(queues.plain)).active).toBeGreaterThanOrEqual(2);
  });

  itWithControl('a session whose connection broke is free at once, its messages uncounted', async () => {
    await bus().client.createSender(queues.sessions).sendMessages({ body: 1, sessionId: 'a' });
    const dying = await bus().openClient().acceptSession(queues.sessions, 'a');
    await dying.receiveMessages(1);
    await bus().control('bus', { fault: 'closeConnections' });

    const next = await bus().openClient().acceptNextSession(queues.sessions);
    expect(await next.receiveMessages(1)).toMatchObject([{ body: 1, deliveryCount: 0 }]);
  });

  itWithControl('dropSeconds refuses connections until the time is over', async () => {
    await bus().control('bus', { fault: 'dropSeconds', n: 60 });
    const during = bus()
      .openClient(undefined, { timeoutInMs: 500 })
      .createSender(queues.plain)
      .sendMessages({ body: 1 });
    await expect(during).rejects.toThrow();
    await bus().advance(60);

    await bus().openClient().createSender(queues.plain).sendMessages({ body: 2 });
    expect(await bus().counts(queues.plain)).toMatchObject({ active: 1 });
  });

  itWithControl('detachSessions takes every session from its owner, deliveries counted', async () => {
    await bus().client.createSender(queues.sessions).sendMessages({ body: 1, sessionId: 'a' });
    const holder = await bus().client.acceptSession(queues.sessions, 'a');
    const [message] = await holder.receiveMessages(1);
    if (!message) throw new Error('No message came.');
    expect(await bus().control('bus', { fault: 'detachSessions' })).toMatchObject({ detached: 1 });

    const next = await bus().openClient().acceptNextSession(queues.sessions);
    expect(await next.receiveMessages(1)).toMatchObject([{ body: 1, deliveryCount: 1 }]);
    await expect(holder.completeMessage(message)).rejects.toMatchObject({ code: 'SessionLockLost' });
  });
});
