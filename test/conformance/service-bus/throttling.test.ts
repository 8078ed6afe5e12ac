import { itWithControl, queues, until, useBus } from './open-bus.ts';

const bus = useBus({ creditsPerSecond: 100 });

describe('throttling', () => {
  itWithControl('sends beyond the credits of a second are refused as busy, and go through in the next', async () => {
    const sender = bus().client.createSender(queues.plain);
    await until(() => (Date.now() % 1000 < 300 ? true : undefined)); // so that all fall into one second

    const results = await Promise.allSettled(Array.from({ length: 300 }, (_, body) => sender.sendMessages({ body })));

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(100);
    expect(refused[0]?.reason).toMatchObject({ code: 'ServiceBusy' });
    await bus().advance(1);
    await sender.sendMessages({ body: 'next' });
  });

  itWithControl('what is received counts, too: delivery goes on when there are credits again', async () => {
    const sender = bus().client.createSender(queues.plain);
    await sender.sendMessages(Array.from({ length: 90 }, (_, body) => ({ body })));
    await bus().advance(1);
    await sender.sendMessages(Array.from({ length: 90 }, (_, body) => ({ body })));
    await bus().advance(1);
    const receiver = bus().client.createReceiver(queues.plain, { receiveMode: 'receiveAndDelete' });

    const seen: unknown[] = [];
    while (seen.length < 180) seen.push(...(await receiver.receiveMessages(180, { maxWaitTimeInMs: 2000 })));
    expect(seen).toHaveLength(180);
  });
});
