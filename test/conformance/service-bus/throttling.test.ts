import { itWithControl, queues, until, useBus } from './open-bus.ts';

const bus = useBus({ creditsPerSecond: 100 });

describe('throttling', () => {
  itWithControl('sends beyond the credits of a second are refused as busy, and go through in the next', async () => {
    const sender = bus().client.createSender(queues.plain);
    const sixty = Array.from({ length: 60 }, (_, body) => ({ body }));

    // Two of these are too much for one second; the first may fall into the end of another.
    const refusal = await until(() =>
      sender.sendMessages(sixty).then(
        () => undefined,
        (error) => error,
      ),
    );

    expect(refusal).toMatchObject({ code: 'ServiceBusy' });
    expect((await bus().counts(queues.plain)).active).toBeGreaterThanOrEqual(60);
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
