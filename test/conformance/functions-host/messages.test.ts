import { type App, eventually, runApp, type Told } from './run-app.ts';
import { type Bus, runBus } from './run-bus.ts';

let bus: Bus;
let app: App;

beforeAll(async () => {
  bus = await runBus();
  app = await runApp({
    BUS: bus.connectionString,
    'AzureWebJobs.sessions.Disabled': 'false',
    'AzureWebJobs.plain.Disabled': 'false',
  });
});

afterAll(async () => {
  await app.stop();
  await bus.stop();
});

const toldOf = (event: string, name: string) => app.told(event).filter(({ message }) => message?.name === name);
const once = (event: string, name: string) => eventually(`${event} of ${name}`, () => toldOf(event, name)[0]);

describe('what the handler of a message gets', () => {
  test('is the body, parsed when it is JSON, and the properties of the message', async () => {
    const message = {
      body: { name: 'metadata', v: 1, nudges: [{ id: 'x' }] },
      sessionId: 'p17',
      messageId: 'bundle-1',
      correlationId: 'c-1',
      subject: 'nudge',
      contentType: 'application/json',
      applicationProperties: { count: 3, 'Diagnostic-Id': 'd' },
    };

    await bus.send('work', message);
    const { message: body, metadata } = await once('end', 'metadata');

    expect(body).toEqual(message.body);
    expect(metadata).toMatchObject({
      messageId: 'bundle-1',
      sessionId: 'p17',
      correlationId: 'c-1',
      subject: 'nudge',
      label: 'nudge',
      contentType: 'application/json',
      deliveryCount: 1,
      sequenceNumber: expect.any(Number),
      lockToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      enqueuedTimeUtc: expect.stringMatching(/^\d{4}-.*Z$/),
      applicationProperties: { count: 3, 'diagnostic-Id': 'd' },
      userProperties: { count: 3, 'diagnostic-Id': 'd' },
    });
  });

  test('has metadata that look like JSON parsed, as the library does it', async () => {
    await bus.send('work', { body: { name: 'parsed' }, sessionId: '1e5', messageId: '123' });

    expect((await once('end', 'parsed')).metadata).toMatchObject({ sessionId: 100000, messageId: 123 });
  });

  test('has top-level properties of a JSON body over the metadata, but no arrays', async () => {
    const body = { name: 'masked', messageId: 'mine', SESSIONID: 'theirs', deliveryCount: 7, yes: true, list: [1] };

    await bus.send('work', { body, sessionId: 'p01', messageId: 'real' });
    const { metadata } = await once('end', 'masked');

    expect(metadata).toMatchObject({ messageId: 'mine', sessionId: 'theirs', deliveryCount: 7, yes: 'True' });
    expect(metadata).not.toHaveProperty('list');
    expect(metadata).not.toHaveProperty('SESSIONID');
  });

  const bodies: [string, string, unknown, string][] = [
    ['text that is no JSON', 'no json {', 'no json {', 'string'],
    ['a number as text', '12345678901234567890', 12345678901234567000, 'number'],
    ['an empty body', '', '', 'string'],
    ['bytes that are no UTF-8', '\xff', '\ufffd', 'string'],
  ];

  test.each(bodies)('is for %s what the real host gives', async (_name, text, expected, type) => {
    const bytes = text === '\xff' ? Buffer.from([0xff]) : Buffer.from(text);
    const before = app.told('end').length;

    await bus.control({ queue: 'work', sessionId: 'raw', bodyBase64: bytes.toString('base64') });
    await eventually('the message', () => app.told('end').length > before);

    expect(app.told('end').at(-1)).toMatchObject({ message: expected, type });
  });
});

describe('a queue with sessions', () => {
  test('is emptied: what a handler returned from is completed', async () => {
    await bus.send('work', { body: { name: 'completed' }, sessionId: 'p02' });
    await once('end', 'completed');

    await bus.empty('work');
    expect(toldOf('begin', 'completed')).toHaveLength(1);
  });

  test('keeps the order within a session, one message at a time, while sessions run side by side', async () => {
    const names = ['a1', 'b1', 'a2', 'b2'];

    await bus.send('work', ...names.map((name) => ({ body: { name, hold: true }, sessionId: name.charAt(0) })));
    await Promise.all([once('begin', 'a1'), once('begin', 'b1')]);
    for (const name of names) await app.release(name);
    await Promise.all([once('end', 'a2'), once('end', 'b2')]);

    const events = order(app, ['a1', 'a2', 'b1', 'b2']);
    expect(events.filter((event) => event.includes('a'))).toEqual(['begin a1', 'end a1', 'begin a2', 'end a2']);
    expect(events.indexOf('begin b1')).toBeLessThan(events.indexOf('end a1'));
  });

  test('has a message that failed again at once, before what follows it, with the deliveries counted', async () => {
    await bus.send(
      'work',
      { body: { name: 'failing', throwTimes: 2 }, sessionId: 'p03' },
      { body: { name: 'follower' }, sessionId: 'p03' },
    );
    await once('end', 'follower');

    expect(toldOf('begin', 'failing').map(({ metadata }) => metadata.deliveryCount)).toEqual([1, 2, 3]);
    expect(order(app, ['failing', 'follower'])).toEqual([
      'begin failing',
      'begin failing',
      'begin failing',
      'end failing',
      'begin follower',
      'end follower',
    ]);
  });

  test('gives a message up to the dead letters after the most deliveries', async () => {
    const before = (await bus.counts('work')).deadLettered;

    await bus.send('work', { body: { name: 'hopeless', throwTimes: 99 }, sessionId: 'p04' });
    await eventually('the dead letter', async () => (await bus.counts('work')).deadLettered === before + 1);

    expect(toldOf('begin', 'hopeless')).toHaveLength(4);
  });

  test('has locks renewed while a handler runs longer than they last', async () => {
    await bus.send('work', { body: { name: 'long', waitMs: 2500 }, sessionId: 'p05' });
    await once('end', 'long');

    await bus.empty('work');
    expect(toldOf('begin', 'long')).toHaveLength(1);
  });

  test('has a handler go on when its lock is lost, and the message handled again', async () => {
    await bus.send('work', { body: { name: 'lost', hold: true }, sessionId: 'p06' });
    await once('begin', 'lost');

    await bus.control({ advanceSeconds: 10 }, 'clock');
    await app.release('lost');
    await eventually('both ends', () => toldOf('end', 'lost').length === 2);

    await bus.empty('work');
    expect(toldOf('begin', 'lost').map(({ metadata }) => metadata.deliveryCount)).toEqual([1, 2]);
  });

  test('is not disturbed by sockets that a handler opens and closes', async () => {
    const connectTo = Number(new URL(app.url).port);

    await bus.send('work', { body: { name: 'sockets', connectTo }, sessionId: 'p08' });
    await once('end', 'sockets');
    await bus.empty('work');

    expect(toldOf('begin', 'sockets')).toHaveLength(1);
    expect(app.lines.filter((line) => line.includes('The connection was lost'))).toEqual([]);
  });

  test('serves more sessions than it may hold at once, as each is left after its idle time', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `many-${index}`);

    await bus.send('work', ...names.map((name) => ({ body: { name }, sessionId: name })));
    await Promise.all(names.map((name) => once('end', name)));

    await bus.empty('work');
  });
});

describe('a queue without sessions', () => {
  test('is handled side by side up to maxConcurrentCalls, and emptied', async () => {
    const names = ['q1', 'q2', 'q3'];

    await bus.send('plain', ...names.map((name) => ({ body: { name, hold: true } })));
    await eventually('two at once', () => order(app, names).length === 2);
    for (const name of names) await app.release(name);
    await Promise.all(names.map((name) => once('end', name)));

    const events = order(app, names);
    expect(events.slice(0, 2).every((event) => event.startsWith('begin'))).toBe(true);
    expect(events[2]).toMatch(/^end/);
    await bus.empty('plain');
  });

  test('has a message that failed again at once', async () => {
    await bus.send('plain', { body: { name: 'plain-failing', throwTimes: 1 } });
    await once('end', 'plain-failing');

    expect(toldOf('begin', 'plain-failing')).toHaveLength(2);
    await bus.empty('plain');
  });
});

describe('the state', () => {
  test('counts a handler as running, and the activity once for each message', async () => {
    await bus.send('work', { body: { name: 'counted', hold: true }, sessionId: 'p07' });
    await once('begin', 'counted');
    const during = await app.control('state');
    await app.release('counted');
    await bus.empty('work');
    const after = await eventually('the end', async () => {
      const state = await app.control('state');
      return state.running.sessions === 0 && state;
    });

    expect(during.running.sessions).toBe(1);
    // The call that released it is a run of its own.
    expect(after.activity).toBe(during.activity + 1);
  });
});

test('a function with a Service Bus trigger can be run by hand', async () => {
  const input = JSON.stringify({ name: 'by-hand' });

  const response = await fetch(`${app.url}/admin/functions/sessions`, {
    method: 'POST',
    body: JSON.stringify({ input }),
  });

  expect(response.status).toBe(202);
  expect((await once('end', 'by-hand')).metadata).toEqual({ name: 'by-hand' });
});

function order({ lines }: App, names: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line): Told => JSON.parse(line))
    .filter(({ message }) => names.includes(message?.name))
    .map(({ event, message }) => `${event} ${message.name}`);
}
