import { createHmac } from 'node:crypto';
import rhea, { type Connection, type EventContext, type Receiver, type Sender } from 'rhea';
import { itWithControl, queues, useBus } from './open-bus.ts';

// rhea has no public way to write a frame that does not fit the state of the connection.
const { flow } = require('rhea/lib/frames.js');

/** Things the client library never does or never shows, spoken with a plain AMQP client. Each guards a place in `rhea-internals.ts`. */
const bus = useBus();
const connections: Connection[] = [];

function connect(): Connection {
  const port = Number(/localhost:(\d+)/.exec(bus().connectionString)?.[1]);
  const connection = rhea.create_container().connect({ port, host: 'localhost', username: 'any', reconnect: false });
  connection.on('disconnected', () => undefined);
  connections.push(connection);
  return connection;
}
const once = (
  emitter: { once: (event: string, listener: (context: EventContext) => void) => unknown },
  event: string,
): Promise<EventContext> => new Promise((resolve) => emitter.once(event, resolve));

async function authorise(
  connection: Connection,
  path: string,
  expiry = Math.floor(Date.now() / 1000) + 60,
): Promise<unknown> {
  const key = /SharedAccessKey=([^;]+)/.exec(bus().connectionString)?.[1] ?? '';
  const resource = encodeURIComponent(`sb://localhost/${path}`);
  const signature = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64');
  const token = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=RootManageSharedAccessKey`;
  const receiver = connection.open_receiver({ source: '$cbs', target: 'answers' });
  const sender = connection.open_sender({ target: '$cbs' });
  await once(sender, 'sendable');
  const answer = once(receiver, 'message');
  sender.send({
    body: token,
    message_id: '1',
    reply_to: 'answers',
    application_properties: { operation: 'put-token', type: 'servicebus.windows.net:sastoken', name: path },
  });
  const { message } = await answer;
  sender.close();
  return message?.application_properties?.['status-code'];
}

async function openSender(connection: Connection): Promise<Sender> {
  const sender = connection.open_sender({ target: queues.plain });
  await once(sender, 'sendable');
  return sender;
}

afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});

describe('the protocol', () => {
  itWithControl('a link without a token is refused', async () => {
    const sender = connect().open_sender({ target: queues.plain });
    const { sender: refused } = await once(sender, 'sender_error');

    expect(refused?.error).toMatchObject({ condition: 'amqp:unauthorized-access' });
  });

  itWithControl('a token for one queue opens that queue and no other', async () => {
    const connection = connect();
    await authorise(connection, queues.plain);
    await openSender(connection);
    const other = connection.open_sender({ target: queues.sessions });

    expect((await once(other, 'sender_error')).sender?.error).toMatchObject({ condition: 'amqp:unauthorized-access' });
  });

  itWithControl('a token that has expired is refused', async () => {
    expect(await authorise(connect(), queues.plain, Math.floor(Date.now() / 1000) - 1)).toBe(401);
  });

  const tooLong: [string, object][] = [
    ['message id', { message_id: 'x'.repeat(129) }],
    ['session id', { group_id: 'x'.repeat(129) }],
  ];
  for (const [title, fields] of tooLong) {
    itWithControl(`a ${title} of 129 characters is refused, one of 128 is not`, async () => {
      const connection = connect();
      await authorise(connection, queues.plain);
      const sender = await openSender(connection);
      const rejected = once(sender, 'rejected');
      sender.send({ body: 1, ...fields });
      expect((await rejected).delivery?.remote_state?.error).toMatchObject({
        condition: 'com.microsoft:argument-error',
      });

      const accepted = once(sender, 'accepted');
      sender.send({ body: 1, message_id: 'x'.repeat(128), group_id: 'x'.repeat(128) });
      await accepted;
    });
  }

  itWithControl('bytes that are no message are refused, and the link lives on', async () => {
    const connection = connect();
    await authorise(connection, queues.plain);
    const sender = await openSender(connection);
    const rejected = once(sender, 'rejected');
    sender.send(Buffer.from('no message at all'), undefined, 0);
    expect((await rejected).delivery?.remote_state?.error).toMatchObject({ condition: 'amqp:decode-error' });

    const accepted = once(sender, 'accepted');
    sender.send({ body: 1 });
    await accepted;
  });

  itWithControl('a drain is answered even when no credit is left', async () => {
    const connection = connect();
    await authorise(connection, queues.plain);
    const receiver = connection.open_receiver({ source: queues.plain, credit_window: 0, rcv_settle_mode: 1 });
    await once(receiver, 'receiver_open');
    const drained = once(receiver, 'receiver_drained');
    receiver.drain_credit();

    await drained;
  });

  itWithControl('a late frame on a channel that has ended does not end the connection', async () => {
    const connection = connect();
    await authorise(connection, queues.plain);
    const session = connection.create_session();
    session.begin();
    const receiver: Receiver = session.open_receiver({ source: queues.plain, credit_window: 0 });
    await once(receiver, 'receiver_open');
    const { channel } = connection.local_channel_map[1].local;
    session.end();
    await once(session, 'session_close');
    connection._write_frame(channel, flow({ handle: 0, link_credit: 1, delivery_count: 0, next_outgoing_id: 0 }));
    await authorise(connection, queues.duplicates);

    expect(connection.is_open()).toBe(true);
  });

  itWithControl(
    'three thousand messages held unsettled on one link and settled one by one leave nothing behind',
    async () => {
      await bus()
        .client.createSender(queues.plain)
        .sendMessages(Array.from({ length: 3000 }, (_, body) => ({ body })));
      const connection = connect();
      await authorise(connection, queues.plain);
      const receiver = connection.open_receiver({
        source: queues.plain,
        credit_window: 500,
        autoaccept: false,
        rcv_settle_mode: 1,
      });
      let settled = 0;
      receiver.on('message', ({ delivery }: EventContext) =>
        delivery?.update(false, rhea.message.accepted().described()),
      );
      await new Promise<void>((resolve) => {
        receiver.on('settled', () => {
          settled += 1;
          if (settled === 3000) resolve();
        });
      });

      expect(await bus().counts(queues.plain)).toMatchObject({ active: 0, locked: 0 });
    },
  );

  itWithControl('an operation that is not there answers 501 and names itself', async () => {
    const connection = connect();
    await authorise(connection, queues.plain);
    const address = `${queues.plain}/$management`;
    const receiver = connection.open_receiver({ source: address, target: 'here' });
    const sender = connection.open_sender({ target: address });
    await once(sender, 'sendable');
    const answer = once(receiver, 'message');
    sender.send({
      body: null,
      message_id: '1',
      reply_to: 'here',
      application_properties: { operation: 'com.microsoft:add-rule' },
    });

    expect((await answer).message?.application_properties).toMatchObject({
      statusCode: 501,
      statusDescription: expect.stringContaining('add-rule'),
    });
  });
});
