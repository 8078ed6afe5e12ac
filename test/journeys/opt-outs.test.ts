import { bitsOn, explain, fire } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** What recipients do on the platform, and what the CRM learns of it. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-feedback', '--no-reconcile']);
});
afterAll(() => house.stop());

async function subscriber(name: string, columns: Columns = {}): Promise<{ readonly id: string; readonly row: string }> {
  const emailaddress1 = `${name.toLowerCase()}@example.org`;
  const id = await house.crm.create('contacts', { lastname: name, emailaddress1, ...columns });
  const row = await house.crm.permit('contacts', id, 1);
  await house.quiet();
  return { id, row };
}

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
