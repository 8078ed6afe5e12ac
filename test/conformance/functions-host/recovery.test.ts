import { type App, eventually, runApp } from './run-app.ts';
import { type Bus, runBus } from './run-bus.ts';

let bus: Bus;
let app: App;

const started: App[] = [];
const withBus = async (extra: NodeJS.ProcessEnv = {}) => {
  const one = await runApp({
    BUS: bus.connectionString,
    'AzureWebJobs.sessions.Disabled': 'false',
    'AzureWebJobs.plain.Disabled': 'false',
    ...extra,
  });
  started.push(one);
  return one;
};
const ends = (name: string) => app.told('end').filter(({ message }) => message?.name === name);
const begun = (name: string) =>
  eventually(`begin of ${name}`, () => app.told('begin').find(({ message }) => message?.name === name));
const handled = (name: string) => eventually(`end of ${name}`, () => ends(name)[0]);
/** Both queues are served. */
const works = async (name: string) => {
  await bus.put('work', { body: { name }, sessionId: name });
  await bus.put('plain', { body: { name: `${name}-plain` } });
  await Promise.all([handled(name), handled(`${name}-plain`)]);
};

beforeAll(async () => {
  bus = await runBus();
  app = await withBus();
});

afterAll(async () => {
  await Promise.all(started.map((one) => one.stop()));
  await bus.stop();
});

test('a host whose connections are cut takes the next message as if nothing had been', async () => {
  await works('before-cut');

  await bus.control({ fault: 'closeConnections' });

  await works('after-cut');
});

test('a host whose connections are cut again and again while it connects is back at once, and leaves no session locked', async () => {
  for (let cut = 0; cut < 12; cut += 1) {
    await bus.control({ fault: 'closeConnections' });
    await new Promise((resolve) => setTimeout(resolve, cut * 5));
  }

  await works('after-many-cuts');
  await bus.empty('work');
});

test('a handler that runs while its connection is cut goes on, and its message comes again', async () => {
  await bus.put('work', { body: { name: 'cut', hold: true }, sessionId: 'cut' });
  await begun('cut');

  await bus.control({ fault: 'closeConnections' });
  await app.release('cut');
  await eventually('both ends', () => ends('cut').length === 2);

  await bus.empty('work');
});

test('a host whose sessions are taken away serves them again', async () => {
  await bus.put('work', { body: { name: 'detached', hold: true }, sessionId: 'detached' });
  await begun('detached');

  await bus.control({ fault: 'detachSessions' });
  await app.release('detached');

  await works('after-detach');
  await bus.empty('work');
});

test('a host whose bus is away for a while is back by itself', async () => {
  await bus.control({ fault: 'dropSeconds', n: 0.3 });

  await works('after-drop');
});

test('a host whose broker is killed and started again is back by itself', async () => {
  const { port } = bus;
  await bus.stop();
  bus = await runBus(port);

  await works('after-restart');
});

test('a host that is told to stop lets a handler end and settle, and ends by itself', async () => {
  const other = await withBus();
  await app.stop();
  app = other;
  await bus.put('work', { body: { name: 'last', waitMs: 400 }, sessionId: 'last' });
  await begun('last');

  await other.stop();

  expect(ends('last')).toHaveLength(1);
  expect(other.process.child.exitCode).toBe(0);
  expect(other.told('appTerminate')).toHaveLength(1);
  await bus.empty('work');
});

test('locks are not renewed for longer than maxAutoLockRenewalDuration allows', async () => {
  app = await withBus({ AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration: '00:00:00' });

  await bus.put('work', { body: { name: 'unrenewed', waitMs: 2200 }, sessionId: 'unrenewed' });
  await handled('unrenewed');

  await eventually('the message again', () =>
    app.told('begin').some(({ message, metadata }) => message?.name === 'unrenewed' && metadata.deliveryCount === 2),
  );
});
