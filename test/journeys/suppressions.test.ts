import { bitsOn, explain, lastDecision, subscribe } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** Addresses that the platform mails no more: they bounced, or the person opted out of everything or complained. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const subscriber = async (name: string, emailaddress1: string) => (await subscribe(house, name, { emailaddress1 })).id;
const recipient = (what: string, externalId: string, more = {}) =>
  house.post(`${house.spotler}/_control/${what}`, { externalId, ...more });
const bitsOf = (...ids: readonly string[]) => Promise.all(ids.map((id) => bitsOn(house, id)));
/** The platform's answer to the next grant tells us of it; a poll would tell it sooner. */
const askForMore = async (id: string) => {
  await house.crm.permit('contacts', id, 4);
  await house.quiet();
};

test.each([
  ['bounces', (id: string) => recipient('bounce', id, { type: 'HARDBOUNCE' }), 'mail to this address bounces'],
  [
    'opts out of everything',
    (id: string) => recipient('unsubscribe', id, { global: true }),
    'the recipient opted out of everything',
  ],
  ['complains', (id: string) => recipient('complaint', id), 'the recipient opted out of everything'],
] as const)(
  'R8 G-1.14: whoever %s is given nothing by any record of the address, now or later, by no sync, and the reason is told',
  async (what, act, reason) => {
    const address = `${what.replaceAll(' ', '.')}@example.org`;
    const first = await subscriber('Een', address);
    const second = await subscriber('Twee', address);
    expect(await bitsOf(first, second)).toEqual([['1'], ['1']]);

    await act(first);
    await askForMore(first);
    const third = await subscriber('Drie', address);
    await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [first, second, third] });
    await house.quiet();

    expect(await bitsOf(first, second, third)).toEqual([[], [], []]);
    for (const id of [first, second, third]) {
      expect((await lastDecision(house, id))['1~email']).toBe(`no: suppressed by the platform: ${reason}`);
      expect((await explain(house, id)).lines).toContain(`1~email is withheld: suppressed by the platform: ${reason}.`);
    }
  },
);

test('R8 X-2: a contact that moves to an address known as bounced gets nothing there', async () => {
  const known = await subscriber('Kent', 'stuk@example.org');
  await recipient('bounce', known, { type: 'HARDBOUNCE' });
  await askForMore(known);
  const id = await subscriber('Verhuist', 'heel@example.org');

  await house.crm.update('contacts', id, { emailaddress1: 'stuk@example.org' });
  await house.quiet();

  expect(await bitsOn(house, id)).toEqual([]);
});

test('X-2: who opted out of everything stays out with a new address; the others at the old one stay out too', async () => {
  const other = await subscriber('Blijft', 'samen.uit@example.org');
  const id = await subscriber('Verhuist', 'samen.uit@example.org');
  await recipient('unsubscribe', id, { global: true });

  await house.crm.update('contacts', id, { emailaddress1: 'nieuw.uit@example.org' });
  await askForMore(id);

  expect(await bitsOf(id, other)).toEqual([[], []]);
  expect((await lastDecision(house, id))['4~email']).toMatch(/^no: /);
});

test('G-7.51: a contact whose address bounced is mailed again once the address is put right', async () => {
  const id = await subscriber('Tikfout', 'tikfuot@example.org');
  await recipient('bounce', id, { type: 'HARDBOUNCE' });
  await askForMore(id);
  expect(await bitsOn(house, id)).toEqual([]);
  expect((await explain(house, id)).lines.join('\n')).toMatch(/1~email is withheld: .* bounces/);

  await house.crm.update('contacts', id, { emailaddress1: 'tikfout@example.org' });
  await house.quiet();

  expect(await bitsOn(house, id)).toEqual(['1', '4']);
});
