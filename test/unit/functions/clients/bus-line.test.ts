import { type ServiceBusClient, ServiceBusError } from '@azure/service-bus';
import { createBusLine } from '../../../../functions/src/clients/bus-line.ts';

/** A line whose clients do nothing, and how many of them were opened. */
function layLine(giveUpAfterMs = 1_000) {
  const opened: object[] = [];
  const open = () => {
    const client = { close: async () => undefined };
    opened.push(client);
    return client as unknown as ServiceBusClient;
  };
  return { line: createBusLine(open, giveUpAfterMs), opened };
}

/** A call that fails with each of these in turn and then answers with the client it was given. */
function failing(...errors: readonly unknown[]) {
  const left = [...errors];
  return async ({ client }: { readonly client: ServiceBusClient }): Promise<object> => {
    if (left.length > 0) throw left.shift();
    return client;
  };
}

const lost = new Error('Unknown error encountered.');

test('what failed without an answer of the bus is done again, over a new connection that is kept', async () => {
  const { line, opened } = layLine();

  const first = await line.call(failing(lost));

  expect(opened).toHaveLength(2);
  expect(first).toBe(opened[1]);
  expect(await line.call(failing())).toBe(opened[1]);
});

test('all who find the same connection dead share the new one', async () => {
  const { line, opened } = layLine();

  const clients = await Promise.all([line.call(failing(lost)), line.call(failing(lost))]);

  expect(opened).toHaveLength(2);
  expect(clients).toEqual([opened[1], opened[1]]);
});

test('who gets no answer at all gives up, three times, and says so', async () => {
  const { line, opened } = layLine(10);
  const calls: unknown[] = [];

  const waiting = line.call(({ client }) => {
    calls.push(client);
    return new Promise(() => undefined);
  });

  await expect(waiting).rejects.toThrow('no answer within 10 ms');
  expect(calls).toEqual(opened.slice(0, 3));
});

test('a bus that is busy is asked again, over the same connection', async () => {
  const { line, opened } = layLine();

  const client = await line.call(failing(new ServiceBusError('busy', 'ServiceBusy')));

  expect(client).toBe(opened[0]);
  expect(opened).toHaveLength(1);
});

test('what the bus refuses is not tried again', async () => {
  const { line, opened } = layLine();
  const refusal = new ServiceBusError('too large', 'MessageSizeExceeded');

  await expect(line.call(failing(refusal))).rejects.toBe(refusal);

  expect(opened).toHaveLength(1);
});
