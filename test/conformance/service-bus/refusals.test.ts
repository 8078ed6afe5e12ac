import { itWithControl, queues, useBus } from './open-bus.ts';

const bus = useBus();

describe('refusals', () => {
  test('an unknown queue is not found, for sending, receiving and management alike', async () => {
    const notFound = { code: 'MessagingEntityNotFound' };

    await expect(bus().client.createSender('no-such-queue').sendMessages({ body: 1 })).rejects.toMatchObject(notFound);
    await expect(bus().client.createReceiver('no-such-queue').receiveMessages(1)).rejects.toMatchObject(notFound);
    await expect(bus().client.createReceiver('no-such-queue').peekMessages(1)).rejects.toMatchObject(notFound);
  });

  test('nobody can send to dead letters', async () => {
    const sender = bus().client.createSender(`${queues.plain}/$DeadLetterQueue`);

    await expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject({ name: 'ServiceBusError' });
  });

  const wrongKeys: [string, (address: string) => string][] = [
    ['a wrong key', (address) => address.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=wrong')],
    ['an unknown key name', (address) => address.replace(/SharedAccessKeyName=[^;]+/, 'SharedAccessKeyName=Nobody')],
  ];
  for (const [title, change] of wrongKeys) {
    test(`${title} is unauthorised`, async () => {
      const stranger = bus().openClient(change(bus().connectionString));

      await expect(stranger.createSender(queues.plain).sendMessages({ body: 1 })).rejects.toMatchObject({
        code: 'UnauthorizedAccess',
      });
      await expect(stranger.acceptSession(queues.sessions, 'a')).rejects.toMatchObject({ code: 'UnauthorizedAccess' });
    });
  }

  test('a receiver without session is refused where sessions are required', async () => {
    await expect(bus().client.createReceiver(queues.sessions).receiveMessages(1)).rejects.toMatchObject({
      message: expect.stringContaining('requires sessions'),
    });
  });

  test('a session is refused where sessions are not required', async () => {
    await expect(bus().client.acceptNextSession(queues.plain)).rejects.toMatchObject({
      message: expect.stringContaining('does not require sessions'),
    });
  });

  itWithControl(
    'after the order serverBusy sends, schedules and receives are refused, and then work again',
    async () => {
      const sender = bus().client.createSender(queues.plain);
      await bus().control('bus', { serverBusy: 2 });
      await expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject({ code: 'ServiceBusy', retryable: true });
      await expect(sender.scheduleMessages({ body: 1 }, new Date())).rejects.toMatchObject({ code: 'ServiceBusy' });
      await sender.sendMessages({ body: 1 });
      await bus().control('bus', { fault: 'serverBusy', n: 1 });
      await expect(bus().client.acceptNextSession(queues.sessions)).rejects.toMatchObject({ code: 'ServiceBusy' });

      expect(await bus().client.createReceiver(queues.plain).receiveMessages(1)).toMatchObject([{ body: 1 }]);
    },
  );

  itWithControl('the library tries again by itself when the server was busy', async () => {
    const patient = bus().openClient(bus().connectionString, { maxRetries: 2, retryDelayInMs: 10 });
    const sender = patient.createSender(queues.plain);
    await bus().control('bus', { serverBusy: 2 });

    await sender.sendMessages({ body: 1 });
    expect(await bus().counts(queues.plain)).toMatchObject({ active: 1 });
  });
});
