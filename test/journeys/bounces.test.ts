import { bitsOn, explain, fire, subscribe } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** Mail that comes back, complaints and opt-outs from everything: they bind the address, and the CRM shows them. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-feedback', '--no-reconcile']);
});
afterAll(() => house.stop());

const subscriber = async (name: string, columns: Columns = {}) => (await subscribe(house, name, columns)).id;
const act = (what: string, order: Columns) => house.post(`${house.spotler}/_control/${what}`, order);
const shown = (id: string) => house.crm.read(`contacts(${id})?$select=assent_bounce,assent_globaloptout`);
const look = (id: string) => house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });

describe('LP-17: the bounce field of a person', () => {
  test('says None, Soft, Hard, by what came back', async () => {
    const [none, soft, hard] = [await subscriber('Niets'), await subscriber('Zacht'), await subscriber('Hard')];
    await act('bounce', { externalId: soft, type: 'SOFTBOUNCE' });
    await act('bounce', { externalId: hard, type: 'HARDBOUNCE' });

    await fire(house, 'feedback');

    const fields = await Promise.all([none, soft, hard].map(shown));
    expect(fields.map(({ assent_bounce }) => assent_bounce ?? 0)).toEqual([0, 1, 2]);
    expect(fields.map(({ assent_globaloptout }) => assent_globaloptout ?? false)).toEqual([false, false, false]);
    expect((await Promise.all([none, soft, hard].map((id) => bitsOn(house, id)))).map(({ length }) => length)).toEqual([
      1, 1, 0,
    ]);
  });

  test('says Soft also when the fourth in a row closes the address, which is no opting out', async () => {
    const id = await subscriber('Viermaal');
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 5000).toISOString().replace(/\.\d+Z$/, 'Z');
    for (const second of [1, 2, 3, 4]) await act('bounce', { externalId: id, type: 'SOFTBOUNCE', at: at(second) });

    await fire(house, 'feedback');

    expect(await shown(id)).toMatchObject({ assent_bounce: 1 });
    expect((await shown(id)).assent_globaloptout ?? false).toBe(false);
    expect(await bitsOn(house, id)).toEqual([]);
  });
});

describe('LP-15 LP-16 R8: an opt-out from everything', () => {
  test('is shown on every person of the address, also on one that comes later, and lets nobody there be mailed', async () => {
    const emailaddress1 = 'alles.uit@example.org';
    const first = await subscriber('AllesEen', { emailaddress1 });
    const second = await subscriber('AllesTwee', { emailaddress1 });

    await act('unsubscribe', { externalId: first, global: true });
    await fire(house, 'feedback');
    const third = await subscriber('AllesDrie', { emailaddress1 });

    const all = [first, second, third];
    expect((await Promise.all(all.map(shown))).map((each) => each.assent_globaloptout)).toEqual([true, true, true]);
    expect(await Promise.all(all.map((id) => bitsOn(house, id)))).toEqual([[], [], []]);
    expect((await explain(house, second)).lines.join(' ')).toContain('opted out of everything');
  });

  test('cannot be set or cleared in the CRM: the next look puts it right', async () => {
    const out = await subscriber('Gewist');
    const other = await subscriber('Gezet');
    await act('complaint', { externalId: out });
    await fire(house, 'feedback');

    await house.crm.update('contacts', out, { assent_globaloptout: false });
    await house.crm.update('contacts', other, { assent_globaloptout: true });
    await Promise.all([look(out), look(other)]);
    await house.quiet();

    expect((await Promise.all([out, other].map(shown))).map((each) => each.assent_globaloptout)).toEqual([true, false]);
  });

  test('is never lifted by a sync, and the words of the CRM do not change it', async () => {
    const id = await subscriber('Blijft');
    await act('optout-by-marketer', { externalId: id });
    await fire(house, 'feedback');

    const [row] = await house.crm.rows(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);
    await house.crm.update('assent_permissions', String(row?.assent_permissionid), { assent_granted: false });
    await house.quiet();
    await house.crm.update('assent_permissions', String(row?.assent_permissionid), { assent_granted: true });
    await look(id);
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('N-1: writing what is shown is no event that is sent on', async () => {
    const id = await subscriber('Stil');
    await act('bounce', { externalId: id, type: 'SOFTBOUNCE' });
    await fire(house, 'feedback');
    const before = (await house.events(id)).filter(({ event }) => event === 'ended').length;

    await fire(house, 'feedback');
    await fire(house, 'feedback');

    expect((await house.events(id)).filter(({ event }) => event === 'ended')).toHaveLength(before);
  });
});
