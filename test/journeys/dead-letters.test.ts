import { z } from 'zod';
import { bitsOn, fire, later, tableRows } from './ask.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(() => house.stop());

const healthShape = z.looseObject({
  alarms: z.array(z.string()),
  counters: z.looseObject({ accepted: z.number(), pending: z.number() }),
});
const bus = (order: unknown) => house.post(`${house.journey}/_control/bus`, order);
const health = async () => healthShape.parse(await house.get(`${house.functions}/api/health`));

async function known(firstname: string): Promise<string> {
  const id = await house.crm.create('contacts', { firstname, emailaddress1: `${firstname}@example.org` });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual(['1']);
  return id;
}

test('P-6, G-6 45: what landed in the dead letters is told, and comes back as a look at how things are then', async () => {
  const id = await known('Aydin');
  const before = (await health()).counters.accepted;
  await bus({ deadLetter: 1, queue: 'crm-events' });
  await house.crm.update('contacts', id, { firstname: 'Aylin' });
  await house.quiet();
  expect(await health()).toMatchObject({
    counters: { accepted: before + 1, pending: 1 },
    alarms: ['crm-events: 1 in the dead letters'],
  });

  await fire(house, 'deadLetters');

  expect((await house.contact(id))?.properties.firstName).toBe('Aylin');
  expect(await health()).toMatchObject({ counters: { accepted: before + 1, pending: 0 }, alarms: [] });
});

test('a dead letter of the lane of withdrawals goes back to its lane, and is counted nowhere', async () => {
  const id = await known('Bente');
  await bus({ deadLetter: 1, queue: 'crm-withdrawals' });
  await house.crm.update('contacts', id, { donotbulkemail: true });
  await house.quiet();
  const before = (await health()).counters.accepted;

  await fire(house, 'deadLetters');

  expect(await bitsOn(house, id)).toEqual([]);
  expect(await health()).toMatchObject({ counters: { accepted: before }, alarms: [] });
});

test('an order in the dead letters is carried out after all', async () => {
  await bus({ deadLetter: 1, queue: 'jobs' });
  const order = await house.crm.create('assent_jobs', {
    assent_kind: 'refreshsubscriptions',
    assent_status: 'new',
  });
  await house.quiet();

  await fire(house, 'deadLetters');

  expect(await house.crm.read(`assent_jobs(${order})`)).toMatchObject({ assent_status: 'done' });
});

test('a message that nobody can read is removed and told; nothing of what was in it is kept', async () => {
  const planted = 'Planted <planted.person@example.org>';
  await bus({ deadLetter: 1, queue: 'crm-events' });
  await bus({
    queue: 'crm-events',
    sessionId: 'p00',
    messageId: 'planted.person@example.org',
    contentType: 'application/json',
    bodyBase64: Buffer.from(planted).toString('base64'),
  });

  await fire(house, 'deadLetters');

  const now = await health();
  expect(now.alarms).toEqual(['1 messages could not be read and were removed']);
  expect(now.counters.pending).toBe(0);
  expect(JSON.stringify(await tableRows(house, 'control'))).not.toContain('planted');
});

describe('G-6 42: receivers that went quiet come back by themselves', () => {
  test.each([
    ['the connection is closed', 'Cees', { fault: 'closeConnections' }],
    ['every session is taken from its holder', 'Coen', { fault: 'detachSessions' }],
    ['the bus is away for ten seconds', 'Cleo', { fault: 'dropSeconds', n: 10 }],
  ])('after %s', async (_, firstname, fault) => {
    const id = await known(firstname);

    await bus(fault);
    // What is due after the fault is due now: the clock of the bus is moved on, not waited for.
    await later(house, 60);
    await house.crm.update('contacts', id, { donotbulkemail: true });
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('after a day without any event', async () => {
    const id = await known('Daan');

    await later(house, 86_400);
    await house.crm.update('contacts', id, { donotbulkemail: true });
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual([]);
  });
});
