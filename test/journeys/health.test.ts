import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { bitsOn, carryOut, fire, later } from './ask.ts';
import { type House, startHouse } from './house.ts';

type Told = { readonly headers: Record<string, string | string[] | undefined>; readonly body: string };

/** The customer's own alarm system. */
const told: Told[] = [];
const receiver = { status: 200 };
const secret = 'a secret of the alarm system';
let alarmSystem: Server;
let house: House;

beforeAll(async () => {
  alarmSystem = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      if (receiver.status < 300) told.push({ headers: request.headers, body });
      response.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => alarmSystem.listen(0, '127.0.0.1', resolve));
  const { port } = alarmSystem.address() as AddressInfo;
  const settings = [`ALARM_URL=http://127.0.0.1:${port}/alarms`, `ALARM_SECRET=${secret}`, 'SILENCE_HOURS=3'];
  house = await startHouse(settings.flatMap((setting) => ['--set', setting]));
}, 60_000);
afterAll(async () => {
  await house.stop();
  alarmSystem.close();
});

const healthShape = z.looseObject({
  status: z.string(),
  receiving: z.boolean(),
  alarms: z.array(z.string()),
  lastEvent: z.string().optional(),
  reconcile: z.looseObject({ at: z.string(), nudged: z.number() }),
});
const readHealth = async () => healthShape.parse(await house.get(`${house.functions}/api/health`));
const events = () => told.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

test('P-15: health says that events arrive, when the last one came, and what the last round of reconcile found', async () => {
  await house.crm.create('contacts', { firstname: 'Evi', emailaddress1: 'evi@example.org' });
  await house.quiet();
  await fire(house, 'reconcile');

  const health = await readHealth();

  expect(health).toMatchObject({
    status: 'ok',
    receiving: true,
    alarms: [],
    version: '0.1.0',
    oldestPendingSeconds: 0,
  });
  expect(health).toMatchObject({ baseline: { phase: expect.any(String) }, poll: {} });
  expect(Date.parse(health.lastEvent ?? '')).toBeGreaterThan(0);
  expect(JSON.stringify(health)).not.toMatch(/evi|example\.org/i);
});

test('N-12, P-15: no event for hours although rows moved is an alarm, and the next event ends it', async () => {
  await house.post(`${house.dataverse}/_control/async`, { dropShare: 1 });
  await later(house, 4 * 3600);
  await fire(house, 'reconcile');
  expect(await readHealth()).toMatchObject({ receiving: true, alarms: [] });

  const id = await house.crm.create('contacts', { firstname: 'Femke', emailaddress1: 'femke@example.org' });
  await house.crm.permit('contacts', id, 1);
  await fire(house, 'reconcile');

  expect(await bitsOn(house, id)).toEqual(['1']);
  const silent = await readHealth();
  expect(silent).toMatchObject({ status: 'degraded', receiving: false });
  expect(silent.alarms).toEqual([expect.stringContaining('no event from the organisation since')]);

  await house.post(`${house.dataverse}/_control/async`, { dropShare: 0 });
  await house.crm.update('contacts', id, { firstname: 'Fem' });
  await house.quiet();
  expect(await readHealth()).toMatchObject({ status: 'ok', receiving: true, alarms: [] });
});

test('P-16: an alarm that begins or ends is told to the alarm system once, signed, also when it was away; nobody is named', async () => {
  receiver.status = 503;
  const id = await house.crm.create('contacts', { firstname: 'Planted', emailaddress1: 'planted@example.org' });
  await house.quiet();
  await house.post(`${house.journey}/_control/bus`, { deadLetter: 1, queue: 'crm-events' });
  await house.post(`${house.journey}/_control/bus`, {
    queue: 'crm-events',
    sessionId: 'p00',
    contentType: 'application/json',
    bodyBase64: Buffer.from('planted@example.org').toString('base64'),
  });
  await fire(house, 'deadLetters');
  expect(told).toEqual([]);
  receiver.status = 204;
  await fire(house, 'deadLetters');
  await fire(house, 'deadLetters');

  expect(events()).toMatchObject([
    { type: 'alarm.raised', code: 'unreadable', organizationId: house.organizationId, at: expect.any(String) },
  ]);
  const [first] = told;
  const { 'webhook-id': id1, 'webhook-timestamp': at, 'webhook-signature': signature } = first?.headers ?? {};
  const expected = createHmac('sha256', secret).update(`${id1}.${at}.${first?.body}`).digest('base64');
  expect(signature).toBe(`v1,${expected}`);

  await later(house, 8 * 86_400);
  await fire(house, 'deadLetters');

  expect(events().map(({ type, code }) => `${type} ${code}`)).toEqual(
    expect.arrayContaining(['alarm.raised unreadable', 'alarm.cleared unreadable']),
  );
  expect(told.map(({ body }) => body).join()).not.toMatch(/planted|example/i);
  expect(told.map(({ body }) => body).join()).not.toContain(id);
});

test('P-16: the end of an order that somebody waits for is told', async () => {
  const id = await house.crm.create('contacts', { firstname: 'Planted', emailaddress1: 'planted.too@example.org' });
  await house.quiet();

  const { status } = await carryOut(house, 'erase', { table: 'contact', id });

  expect(status).toBe('done');
  expect(events().at(-1)).toMatchObject({ type: 'run.finished', kind: 'erase', status: 'done' });
  expect(told.at(-1)?.body).not.toMatch(/planted/i);
});

test('N-7: a copy of the organisation is told as what it is, and its webhooks too', async () => {
  await fire(house, 'reconcile');
  await house.post(`${house.dataverse}/_control/copy`, {});
  await house.crm.create('contacts', { firstname: 'Copy', emailaddress1: 'copy@example.org' });
  await house.quiet();
  await fire(house, 'reconcile');

  const { alarms, receiving } = await readHealth();

  expect(receiving).toBe(false);
  expect(alarms).toEqual(
    expect.arrayContaining([
      expect.stringContaining('another organisation ('),
      expect.stringContaining('a copy of the organisation sends its webhooks here'),
    ]),
  );
});
