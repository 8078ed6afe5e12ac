import { bitsOn, fire, later, openTable, tableRows } from './ask.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(() => house.stop());

/** From here on webhooks are lost, or come again. */
const webhooks = (dropShare: 0 | 1) => house.post(`${house.dataverse}/_control/async`, { dropShare });

/** A person who says yes to the newsletter, known to the platform. */
async function known(firstname: string): Promise<{ readonly id: string; readonly permission: string }> {
  const id = await house.crm.create('contacts', { firstname, emailaddress1: `${firstname}@example.org` });
  const permission = await house.crm.permit('contacts', id, 1);
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual(['1']);
  return { id, permission };
}

describe('webhooks that are lost are made good by the next round (P-8, R1, R2)', () => {
  afterEach(() => webhooks(0));

  test('SA-10, G-6 42: the lost webhook of a deletion switches every permission off', async () => {
    const { id } = await known('Dilan');
    await webhooks(1);

    await house.crm.remove('contacts', id);
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual(['1']);
    await fire(house, 'reconcile');

    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('a record that was created and permitted without any webhook reaches the platform', async () => {
    await webhooks(1);
    const id = await house.crm.create('contacts', { firstname: 'Sanne', emailaddress1: 'sanne@example.org' });
    await house.crm.permit('contacts', id, 2);
    await house.quiet();
    expect(await house.contact(id)).toBeUndefined();

    await fire(house, 'reconcile');

    expect(await bitsOn(house, id)).toEqual(['2']);
  });

  test('a permission row that was deleted is found by the record it was last seen with', async () => {
    const { id, permission } = await known('Mehmet');
    await webhooks(1);

    await house.crm.remove('assent_permissions', permission);
    await fire(house, 'reconcile');

    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('a no that was deleted stands no longer against the yes beside it', async () => {
    const { id } = await known('Noor');
    const no = await house.crm.permit('contacts', id, 1, false);
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual([]);
    await webhooks(1);

    await house.crm.remove('assent_permissions', no);
    await fire(house, 'reconcile');

    expect((await house.events(id)).findLast(({ event }) => event === 'decided')?.permissions).toMatchObject({
      '1~email': expect.stringContaining('yes'),
    });
  });

  test('writes past every step, as admin tools make them, are followed', async () => {
    const { id } = await known('Ivo');

    await house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, set: { donotbulkemail: true } });
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual(['1']);
    await fire(house, 'reconcile');

    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('an order and changed settings whose webhooks were lost are picked up', async () => {
    const { id } = await known('Tess');
    await webhooks(1);
    const order = await house.crm.create('assent_jobs', {
      assent_kind: 'explain',
      assent_argument: JSON.stringify({ table: 'contact', id }),
      assent_status: 'new',
    });

    await later(house, 90);
    await fire(house, 'reconcile');

    expect(await house.crm.read(`assent_jobs(${order})`)).toMatchObject({ assent_status: 'done' });
  });

  test('what the relay has seen is not looked at again', async () => {
    const { id } = await known('Bram');
    await fire(house, 'reconcile');
    const before = (await house.events(id)).length;

    await fire(house, 'reconcile');

    expect((await house.events(id)).length).toBe(before);
  });
});

test('a tracking token that expired leads through all rows, and deletions in between are found', async () => {
  const { id } = await known('Fleur');
  const other = await known('Gijs');
  await fire(house, 'reconcile');
  await webhooks(1);
  await house.crm.remove('contacts', id);
  await house.crm.update('contacts', other.id, { donotbulkemail: true });
  await webhooks(0);

  await house.post(`${house.dataverse}/_control/expireDeltaTokens`, {});
  await fire(house, 'reconcile');

  expect(await bitsOn(house, id)).toEqual([]);
  expect(await bitsOn(house, other.id)).toEqual([]);
});

test('who holds an address where a withdrawal was counted and not told is told', async () => {
  const before = await tableRows(house, 'addresses');
  const { id } = await known('Hanna');
  const mine = (await tableRows(house, 'addresses')).find(
    ({ rowKey, partitionKey }) => rowKey !== 'facts' && !before.some((row) => row.partitionKey === partitionKey),
  );
  // As somebody who counts and dies before telling anybody leaves it.
  const facts = { counts: '{"1~email":1}', causes: '{"1~email":"contact of nobody"}', announced: '{}' };
  const partitionKey = String(mine?.partitionKey);
  await openTable(house, 'addresses').upsertEntity({ partitionKey, rowKey: 'facts', ...facts });

  await fire(house, 'reconcile');

  expect(await bitsOn(house, id)).toEqual([]);
});

test('R3: a restored backup that says yes again where somebody said no since gives nobody a permission', async () => {
  const { id } = await known('Jasmijn');
  const deleted = await known('Puck');
  const stays = await known('Koen');
  const lookAt = async (...ids: readonly string[]) => {
    await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: ids });
    await house.quiet();
  };
  await fire(house, 'reconcile');
  await house.post(`${house.dataverse}/_control/snapshot`, {});
  await house.crm.update('contacts', id, { donotbulkemail: true });
  await house.crm.remove('assent_permissions', deleted.permission);
  await house.quiet();
  expect([...(await bitsOn(house, id)), ...(await bitsOn(house, deleted.id))]).toEqual([]);
  await fire(house, 'reconcile');

  await house.post(`${house.dataverse}/_control/restore`, {});
  // Looked at before anybody knows of the restore; what this instance believes of the organisation is of a moment ago.
  await lookAt(id, deleted.id, stays.id);
  expect([...(await bitsOn(house, id)), ...(await bitsOn(house, deleted.id))]).toEqual([]);
  await fire(house, 'reconcile');
  await fire(house, 'reconcile');

  expect([...(await bitsOn(house, id)), ...(await bitsOn(house, deleted.id))]).toEqual([]);
  expect(await bitsOn(house, stays.id)).toEqual(['1']);
});

test('N-7, G-9 57, G-9 60: a copy of the organisation is refused: nothing it says is read, and nothing is granted', async () => {
  const { id } = await known('Lotte');

  await house.post(`${house.dataverse}/_control/copy`, {});
  await house.crm.update('contacts', id, { donotbulkemail: true, firstname: 'Copied' });
  await house.quiet();
  await fire(house, 'reconcile');

  expect(await bitsOn(house, id)).toEqual(['1']);
  expect((await house.contact(id))?.properties.firstName).toBe('Lotte');
});
