import { bitsOn, explain, lastDecision, subscribe } from './ask.ts';
import { type Contact, type House, startHouse } from './house.ts';

/** Permissions belong to an address: whose it is when several have it, and how it may be written. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const subscriber = (name: string, emailaddress1: string, bits?: readonly number[]) =>
  subscribe(house, name, { emailaddress1 }, bits);
const withdraw = (row: string) => house.crm.update('assent_permissions', row, { assent_granted: false });
const bitsOf = (...ids: readonly string[]) => Promise.all(ids.map((id) => bitsOn(house, id)));

/** External ids of the platform's contacts that have this address. */
async function holders(email: string): Promise<readonly string[]> {
  const all = (await house.get(`${house.spotler}/_control/contacts`)) as readonly Contact[];
  return all.filter(({ properties }) => properties.email === email).map(({ externalId }) => externalId);
}

describe('a shared address', () => {
  test('G-3.23: two contacts of one address are both brought over, each with what its own record says', async () => {
    const one = await subscriber('Een', 'paar@example.org', [1]);
    const two = await subscriber('Twee', 'paar@example.org', [4]);

    expect(await holders('paar@example.org')).toEqual([one.id, two.id]);
    expect(await bitsOf(one.id, two.id)).toEqual([['1'], ['4']]);
  });

  test('R6 N-9 P-21: the strictest record decides for all of them, lead and account too, and explain names it', async () => {
    const emailaddress1 = 'streng@example.org';
    const one = await subscriber('Een', emailaddress1);
    const two = await subscriber('Twee', emailaddress1);
    const lead = await house.crm.create('leads', { lastname: 'Drie', subject: 'Drie', emailaddress1 });
    const account = await house.crm.create('accounts', { name: 'Vier', emailaddress1 });
    await house.crm.permit('leads', lead, 1);
    await house.crm.permit('accounts', account, 1);
    await house.quiet();
    expect(await bitsOf(one.id, two.id, lead, account)).toEqual([['1'], ['1'], ['1'], ['1']]);

    await house.crm.update('contacts', one.id, { donotemail: true });
    await house.quiet();

    expect(await bitsOf(one.id, two.id, lead, account)).toEqual([[], [], [], []]);
    for (const [table, id] of [
      ['contact', two.id],
      ['lead', lead],
      ['account', account],
    ] as const) {
      const { lines } = await explain(house, id, table);
      expect(lines).toContain(`1~email is withheld: withdrawn at this address by contact ${one.id}.`);
    }
  });

  test('P-18: a telephone number is an address of its own: an SMS withdrawal counts for whoever shares the number, however it is written', async () => {
    const [one, two] = await Promise.all(
      ['+31 6 1234 5678', '+31-6-12345678'].map((mobilephone) =>
        house.crm.create('contacts', { lastname: 'Belt', emailaddress1: 'belt@example.org', mobilephone }),
      ),
    );
    const row = await house.crm.permit('contacts', one ?? '', 1, true, 2);
    await house.crm.permit('contacts', two ?? '', 1, true, 2);
    await house.crm.permit('contacts', two ?? '', 1, true, 1);
    await house.quiet();

    await withdraw(row);
    await house.quiet();

    const decision = await lastDecision(house, two ?? '');
    expect(decision['1~sms']).toBe(`no: withdrawn at this address by contact ${one}`);
    expect(await bitsOn(house, two ?? '')).toEqual(['1']);
  });

  test('deleting one of them withdraws nothing for the others', async () => {
    const one = await subscriber('Een', 'weduwe@example.org');
    const two = await subscriber('Twee', 'weduwe@example.org');

    await house.crm.remove('contacts', one.id);
    await house.quiet();

    expect(await bitsOf(one.id, two.id)).toEqual([[], ['1']]);
  });
});

describe('an odd address', () => {
  test.each([
    ['is blank', '   '],
    ['has a display name', 'Jan Jansen <jan@example.org>'],
    ['is two', 'jan@example.org; piet@example.org'],
    ['has no domain', 'jan@'],
  ])(
    'N-6: one that %s grants nothing and is not sent; the contact is brought over, and the decision says why',
    async (_, address) => {
      const { id } = await subscriber('Vreemd', address);

      expect((await house.contact(id))?.properties).toEqual(expect.not.objectContaining({ email: expect.anything() }));
      expect((await house.contact(id))?.properties.lastName).toBe('Vreemd');
      expect(await bitsOn(house, id)).toEqual([]);
      expect((await lastDecision(house, id))['1~email']).toMatch(/^no: (no address|address not usable)$/);
    },
  );

  test.each([
    ['in capital letters', 'hoofd.letter@example.org', 'Hoofd.LETTER@Example.ORG'],
    ['with blanks around it', 'spaties@example.org', '  spaties@example.org '],
    ['with its domain in either spelling', 'info@bücher.example', 'info@xn--bcher-kva.example'],
  ])('R6: one %s is the same address: a withdrawal counts for both', async (_, one, other) => {
    const first = await subscriber('Een', one);
    const second = await subscriber('Twee', other);
    expect(await bitsOf(first.id, second.id)).toEqual([['1'], ['1']]);

    await withdraw(first.row);
    await house.quiet();

    expect(await bitsOf(first.id, second.id)).toEqual([[], []]);
  });

  test('one with a plus-tag is another address', async () => {
    const plain = await subscriber('Een', 'tag@example.org');
    const tagged = await subscriber('Twee', 'tag+nieuws@example.org');

    await withdraw(plain.row);
    await house.quiet();

    expect(await bitsOf(plain.id, tagged.id)).toEqual([[], ['1']]);
  });
});
