import { bitsOn, endFaults, explain, fire, subscribe, tableRows } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** What recipients do on the platform, and what the CRM learns of it. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-feedback', '--no-reconcile']);
});
afterAll(() => house.stop());

const subscriber = (name: string, columns: Columns = {}) => subscribe(house, name, columns);
const act = (what: string, order: Columns) => house.post(`${house.spotler}/_control/${what}`, order);
const permission = (row: string) => house.crm.read(`assent_permissions(${row})`);

describe('R3 X-3 EE-26: an unsubscribe on the platform', () => {
  test('is written to the CRM, and stands against everything but a yes anew', async () => {
    const { id, row } = await subscriber('Klaar');
    expect(await bitsOn(house, id)).toEqual(['1']);

    await act('unsubscribe', { externalId: id, bit: 1 });
    await fire(house, 'feedback');

    expect(await permission(row)).toMatchObject({ assent_granted: false, assent_source: 'recipient' });
    await house.crm.update('contacts', id, { firstname: 'Nog' });
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual([]);

    await house.crm.update('assent_permissions', row, { assent_granted: true });
    await house.quiet();
    await fire(house, 'feedback');
    expect(await bitsOn(house, id)).toEqual(['1']);
    expect(await permission(row)).toMatchObject({ assent_granted: true });
  });

  test('is written to every record of the address, and its own writing is no news', async () => {
    const emailaddress1 = 'samen.uit@example.org';
    const first = await subscriber('SamenEen', { emailaddress1 });
    const second = await subscriber('SamenTwee', { emailaddress1 });

    await act('unsubscribe', { externalId: first.id, bit: 1 });
    await fire(house, 'feedback');

    const rows = await Promise.all([first, second].map(({ row }) => permission(row)));
    expect(rows.map((each) => each.assent_granted)).toEqual([false, false]);
    expect(await Promise.all([first.id, second.id].map((id) => bitsOn(house, id)))).toEqual([[], []]);
    // One gives it anew; the other's written no must not have withdrawn it once more.
    await house.crm.update('assent_permissions', second.row, { assent_granted: true });
    await house.quiet();
    expect(await bitsOn(house, second.id)).toEqual(['1']);
    expect((await explain(house, first.id)).lines.join(' ')).toContain('crm says no');
  });
});

describe('opt-outs are neither lost nor undone by a sync', () => {
  test('G-1.6: a contact that is gone from the platform holds up nobody else', async () => {
    const gone = await subscriber('Verdwenen');
    const other = await subscriber('Verder');
    await act('unsubscribe', { externalId: gone.id, bit: 1 });
    await act('unsubscribe', { externalId: other.id, bit: 1 });
    const fault = { match: { method: 'GET', pathPattern: `contact/${gone.id}` }, status: 404, count: 9 };
    await house.post(`${house.spotler}/_control/faults`, { ...fault, body: '{"errorType":"CONTACT_NOT_FOUND"}' });

    await fire(house, 'feedback');
    await endFaults(house);

    expect(await permission(other.row)).toMatchObject({ assent_granted: false });
    expect(await bitsOn(house, other.id)).toEqual([]);
  });

  test('G-1.8: who unsubscribed is sent no permission by any later sync, and the sync changes nothing', async () => {
    const { id } = await subscriber('Genegeerd');
    await act('unsubscribe', { externalId: id, bit: 1 });
    await fire(house, 'feedback');

    for (let times = 0; times < 3; times += 1) {
      await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
      await house.quiet();
      await fire(house, 'feedback');
    }

    expect(await bitsOn(house, id)).toEqual([]);
    const grants = (await house.events(id)).filter(({ event, call }) => event === 'called' && call === 'give');
    expect(grants.filter(({ fields }) => JSON.stringify(fields).includes('1~email'))).toHaveLength(1);
  });

  test('G-1.12: whether both sides agree can be asked: nobody may be mailed who should not, and why is said', async () => {
    const { id } = await subscriber('Gecontroleerd');
    await fire(house, 'feedback');

    const [feedback] = (await tableRows(house, 'control')).filter(({ rowKey }) => rowKey === 'feedback');

    expect(feedback).toMatchObject({ phase: 'done', violations: 0 });
    expect(Number(feedback?.sweptAt)).toBeGreaterThan(0);
    expect((await explain(house, id)).lines.join(' ')).toContain('1~email is on');
  });

  test('G-1.14: the opt-out says where it comes from, and for which channel', async () => {
    const { id, row } = await subscriber('Reden');
    await act('unsubscribe', { externalId: id, bit: 1 });
    await fire(house, 'feedback');

    expect(await permission(row)).toMatchObject({ assent_channel: 1, assent_source: 'recipient' });
    const manual = await subscriber('MetDeHand');
    await house.crm.update('assent_permissions', manual.row, { assent_granted: false });
    await house.quiet();
    expect((await permission(manual.row)).assent_source ?? '').not.toBe('recipient');
  });
});

test('G-4.31: what the platform suppresses outlives the record: one made anew for the address is not mailed', async () => {
  const emailaddress1 = 'opnieuw@example.org';
  const first = await subscriber('Opnieuw', { emailaddress1 });
  await act('complaint', { externalId: first.id });
  await fire(house, 'feedback');

  await house.crm.remove('contacts', first.id);
  await house.quiet();
  const second = await subscriber('OpnieuwTwee', { emailaddress1 });

  expect(await bitsOn(house, second.id)).toEqual([]);
});

test('R3: where the CRM refuses the write-back, the permission stays off and a person is told', async () => {
  const { id, row } = await subscriber('Weigert');
  const fault = { match: { method: 'PATCH', pathPattern: `assent_permissions\\(${row}` }, status: 403, count: 99 };
  await house.post(`${house.dataverse}/_control/faults`, { ...fault, body: '{"error":{"code":"0x80040220"}}' });
  await act('unsubscribe', { externalId: id, bit: 1 });
  await fire(house, 'feedback');

  const issues = await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.writeback'");
  await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
  await house.quiet();

  expect(issues.map((issue) => String(issue.assent_message)).join(' ')).toContain(id);
  expect(await bitsOn(house, id)).toEqual([]);
  await endFaults(house);
  await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
  await house.crm.update('contacts', id, { firstname: 'Weer' });
  await house.quiet();
  expect(await permission(row)).toMatchObject({ assent_granted: false });
});

test('R3: who unsubscribed and was qualified before anybody read it is out as a lead, visibly, and at her address', async () => {
  const emailaddress1 = 'wordt.klant@example.org';
  const other = await subscriber('Deelt', { emailaddress1 });
  const lead = await house.crm.create('leads', { lastname: 'Wordt', subject: 'Wordt', emailaddress1 });
  const row = await house.crm.permit('leads', lead, 1);
  await house.quiet();
  await act('unsubscribe', { externalId: lead, bit: 1 });

  const qualify = { CreateContact: true, CreateAccount: false, CreateOpportunity: false, Status: 3 };
  await house.crm.action(`leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, qualify);
  await house.quiet();

  const rows = await Promise.all([row, other.row].map(permission));
  expect(rows.map(({ assent_granted, assent_source }) => [assent_granted, assent_source])).toEqual([
    [false, 'recipient'],
    [false, 'recipient'],
  ]);
  expect(await Promise.all([lead, other.id].map((id) => bitsOn(house, id)))).toEqual([[], []]);
});
