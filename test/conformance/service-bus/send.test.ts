import { queues, useBus } from './open-bus.ts';

const bus = useBus();

describe('sending', () => {
  test('a message arrives as it was sent, with the facts the broker adds', async () => {
    const sent = {
      body: { greeting: 'hallo' },
      messageId: 'm-1',
      correlationId: 'c-1',
      contentType: 'application/json',
      subject: 'nudge',
      to: 'somewhere',
      replyTo: 'elsewhere',
      applicationProperties: { count: 3, yes: true, text: 'text', big: 1.5 },
    };

    await bus().client.createSender(queues.plain).sendMessages(sent);
    const [message] = await bus().client.createReceiver(queues.plain).receiveMessages(1);

    expect(message).toMatchObject(sent);
    expect(message).toMatchObject({ deliveryCount: 0, state: 'active' });
    expect(message?.sequenceNumber?.toNumber()).toBeGreaterThan(0);
    expect(Math.abs((message?.enqueuedTimeUtc?.getTime() ?? 0) - Date.now())).toBeLessThan(120_000);
    expect(message?.lockedUntilUtc?.getTime()).toBeGreaterThan(message?.enqueuedTimeUtc?.getTime() ?? 0);
  });

  const bodies: [string, object][] = [
    ['bytes', { body: Buffer.from([0, 1, 2, 255]) }],
    ['text', { body: 'Ænglisc, 語, 🙂' }],
    ['nothing', { body: null }],
    ['an AMQP value', { bodyType: 'value', body: { a: [1, 'two', null] } }],
    ['an AMQP sequence', { bodyType: 'sequence', body: [[1, 2], ['three']] }],
    ['100,000 characters, in several frames', { body: 'x'.repeat(100_000) }],
  ];
  for (const [title, message] of bodies) {
    test(`a body may be ${title}`, async () => {
      await bus()
        .client.createSender(queues.plain)
        .sendMessages(message as { body: unknown });
      const [received] = await bus().client.createReceiver(queues.plain).receiveMessages(1);

      expect(received?.body).toEqual((message as { body: unknown }).body);
    });
  }

  test('a message without an id gets one', async () => {
    await bus().client.createSender(queues.plain).sendMessages({ body: 1, subject: 'kept' });
    const [message] = await bus().client.createReceiver(queues.plain).receiveMessages(1);

    expect(message?.messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(message?.subject).toBe('kept');
  });

  test('a batch is taken as single messages, in their order', async () => {
    const sender = bus().client.createSender(queues.plain);
    const batch = await sender.createMessageBatch();
    for (const n of [1, 2, 3]) batch.tryAddMessage({ body: n });

    await sender.sendMessages(batch);
    const received = await bus().client.createReceiver(queues.plain).receiveMessages(3);

    expect(received.map(({ body }) => body)).toEqual([1, 2, 3]);
  });

  test('two thousand messages in flight are all accepted', async () => {
    const sender = bus().client.createSender(queues.plain);

    await Promise.all(Array.from({ length: 2000 }, (_, n) => sender.sendMessages({ body: n })));

    const receiver = bus().client.createReceiver(queues.plain, { receiveMode: 'receiveAndDelete' });
    const seen = new Set<number>();
    while (seen.size < 2000) for (const { body } of await receiver.receiveMessages(2000)) seen.add(body);
    expect(seen.size).toBe(2000);
  });

  test('256 KB with all properties is the limit', async () => {
    const sender = bus().client.createSender(queues.plain);

    await sender.sendMessages({ body: Buffer.alloc(262_144 - 2000) });

    await expect(
      sender.sendMessages({ body: Buffer.alloc(262_144 - 2000), applicationProperties: { a: 'x'.repeat(3000) } }),
    ).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect((await sender.createMessageBatch()).maxSizeInBytes).toBe(262_144);
  });

  test('a queue that requires sessions refuses a message without session id', async () => {
    const sending = bus().client.createSender(queues.sessions).sendMessages({ body: 1 });

    await expect(sending).rejects.toMatchObject({ name: 'ServiceBusError', retryable: false });
  });
});
