import { bitsOn, carryOut, explain, hostIsBack, later, saveSettings, subscribe } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** What was withdrawn stays withdrawn until somebody gives it anew. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const subscriber = (name: string, columns: Columns = {}) => subscribe(house, name, columns);

/** Two contacts of one address; the first has withdrawn what the second still says yes to. */
async function sharedWithdrawal(name: string) {
  const emailaddress1 = `${name.toLowerCase()}@example.org`;
  const first = await subscriber(`${name}Een`, { emailaddress1 });
  const second = await subscriber(`${name}Twee`, { emailaddress1 });
  expect(await bitsOn(house, second.id)).toEqual(['1']);
  await house.crm.update('assent_permissions', first.row, { assent_granted: false });
  await house.quiet();
  expect(await Promise.all([bitsOn(house, first.id), bitsOn(house, second.id)])).toEqual([[], []]);
  return { emailaddress1, first, second };
}

const look = (id: string) => house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
const deactivate = (id: string) => house.crm.update('contacts', id, { statecode: 1, statuscode: 2 });
const activate = (id: string) => house.crm.update('contacts', id, { statecode: 0, statuscode: 1 });

describe('N-1 R6: what one contact withdrew stays off for the others of its address', () => {
  test('through repeated and late events, orders to sync and to replay, new settings and a restart, until one gives it anew', async () => {
    const { first, second } = await sharedWithdrawal('Vast');

    for (const MessageName of ['Create', 'Update', 'Update']) await send({ PrimaryEntityId: second.id, MessageName });
    await look(second.id);
    await house.quiet();
    await carryOut(house, 'replay', { table: 'contact', id: second.id });
    await saveSettings(house, () => ({}));
    process.kill(house.pids.functions[0] ?? 0, 'SIGKILL');
    await hostIsBack(house);
    await house.crm.update('contacts', second.id, { firstname: 'Nog' });
    await house.quiet();
    expect(await bitsOn(house, second.id)).toEqual([]);

    await house.crm.update('assent_permissions', second.row, { assent_granted: false });
    await house.quiet();
    await house.crm.update('assent_permissions', second.row, { assent_granted: true });
    await house.quiet();
    expect(await Promise.all([first.id, second.id].map((id) => bitsOn(house, id)))).toEqual([[], ['1']]);
  });

  test('R7: through being made inactive and active again', async () => {
    const { second } = await sharedWithdrawal('Slaap');

    await deactivate(second.id);
    await house.quiet();
    await activate(second.id);
    await house.quiet();

    expect(await bitsOn(house, second.id)).toEqual([]);
  });

  test('also for one that is imported afterwards', async () => {
    const { emailaddress1 } = await sharedWithdrawal('Invoer');

    const third = await subscriber('InvoerDrie', { emailaddress1 });

    expect(await bitsOn(house, third.id)).toEqual([]);
  });

  test('through a merge, which moves the permission to a contact of another address', async () => {
    const { second } = await sharedWithdrawal('Samen');
    const winner = await house.crm.create('contacts', { lastname: 'Wint', emailaddress1: 'samen.wint@example.org' });
    await house.quiet();

    await house.crm.action('Merge', {
      Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: winner },
      Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: second.id },
      PerformParentingChecks: false,
    });
    await house.quiet();

    expect(await Promise.all([winner, second.id].map((id) => bitsOn(house, id)))).toEqual([[], []]);
  });
});

test('R7: what the recipient withdrew while the contact was active is not given back when it is made active again', async () => {
  const { id } = await subscriber('Zelf');
  await house.post(`${house.spotler}/_control/unsubscribe`, { externalId: id, bit: 1 });

  await deactivate(id);
  await house.quiet();
  await activate(id);
  await house.quiet();

  expect(await bitsOn(house, id)).toEqual([]);
});

test('R7: an active contact again has what it had, where nothing was withdrawn', async () => {
  const { id } = await subscriber('Wakker');

  await deactivate(id);
  await house.quiet();
  const asleep = await bitsOn(house, id);
  await activate(id);
  await house.quiet();

  expect([asleep, await bitsOn(house, id)]).toEqual([[], ['1']]);
});

describe('opt-outs are neither lost nor undone by a sync', () => {
  test('G-1 (1, 2): syncing everybody again subscribes nobody who had left and nobody who was never asked', async () => {
    const left = await subscriber('Weg');
    await house.crm.update('assent_permissions', left.row, { assent_granted: false });
    const clicked = await subscriber('Klikt');
    await house.post(`${house.spotler}/_control/unsubscribe`, { externalId: clicked.id, bit: 1 });
    const never = await house.crm.create('contacts', { lastname: 'Nooit', emailaddress1: 'nooit@example.org' });
    await house.quiet();

    // As after a new installation: other settings, everybody is looked at.
    await saveSettings(house, () => ({}));
    const Ids = (await house.crm.rows('contacts?$select=contactid')).map((row) => String(row.contactid));
    await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids });
    await house.quiet();

    const bits = await Promise.all([left.id, clicked.id, never].map((id) => bitsOn(house, id)));
    expect(bits).toEqual([[], [], []]);
  });

  test('G-1.4: one that has opted out in the CRM before it first arrives is not mailable', async () => {
    const stopped = await subscriber('Eerst', { donotbulkemail: true });
    const refused = await house.crm.create('contacts', { lastname: 'Nee', emailaddress1: 'nee@example.org' });
    await house.crm.permit('contacts', refused, 1, false);
    await house.quiet();

    expect(await Promise.all([stopped.id, refused].map((id) => bitsOn(house, id)))).toEqual([[], []]);
  });

  test('G-1.5: a stop that is set and lifted again leaves nobody blocked', async () => {
    const { id } = await subscriber('Vlag');
    await house.crm.update('contacts', id, { donotbulkemail: true });
    await house.quiet();
    const stopped = await bitsOn(house, id);

    await house.crm.update('contacts', id, { donotbulkemail: false });
    await house.quiet();

    expect([stopped, await bitsOn(house, id)]).toEqual([[], ['1']]);
  });

  test('G-1.9: syncing again and again takes nothing from those who said yes, and why can be asked', async () => {
    const { id } = await subscriber('Blijft');

    for (let times = 0; times < 3; times += 1) {
      await look(id);
      await house.quiet();
    }
    await later(house, 90);

    expect(await bitsOn(house, id)).toEqual(['1']);
    expect((await explain(house, id)).lines.join(' ')).toMatch(/1~email is on since \S+, because: crm says yes/);
  });

  test('G-1.10: a withdrawal at a second address of the same person touches only whoever is mailed there', async () => {
    const other = await subscriber('Tweede');
    const { id } = await subscriber('Eigen', { emailaddress2: 'tweede@example.org' });

    await house.crm.update('assent_permissions', other.row, { assent_granted: false });
    await house.quiet();

    expect(await Promise.all([other.id, id].map((each) => bitsOn(house, each)))).toEqual([[], ['1']]);
  });

  test('G-1.13: opting out of one list is no opting out of the others', async () => {
    const { id, row } = await subscriber('Lijst');
    await house.crm.permit('contacts', id, 4);
    await house.quiet();

    await house.crm.update('assent_permissions', row, { assent_granted: false });
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual(['4']);
  });
});

async function send(context: Columns): Promise<void> {
  const body = { OrganizationId: house.organizationId, PrimaryEntityName: 'contact', ...context };
  const url = `${house.webhook}?code=${house.webhookKey}`;
  const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  expect(status).toBe(202);
}
