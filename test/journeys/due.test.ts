import { bitsOn, explain, fire, later, saveSettings } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** Conditions that compare a date with the day, and consents with a last one: they end and begin by the clock, and nobody saves anything. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(() => house.stop());

const dayMs = 86_400_000;
/** A day from the one on which this runs; the house is a few seconds ahead. */
const dayIn = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** The contact's date column stands for "valid until" or "from"; what it means is the settings' to say. */
async function condition(operator: 'ge' | 'le'): Promise<void> {
  await saveSettings(house, () => ({
    conditions: [{ column: 'birthdate', operator, value: 'today' }],
    fields: [{ column: 'firstname', property: 'firstName' }],
  }));
}

async function person(firstname: string, birthdate: string): Promise<string> {
  const id = await house.crm.create('contacts', { firstname, birthdate, emailaddress1: `${firstname}@example.org` });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();
  return id;
}

async function afterDays(days: number): Promise<void> {
  await later(house, (days * dayMs) / 1000);
  await fire(house, 'reconcile');
}

describe('EE-17: a record that ends or begins by its dates is followed without a save', () => {
  test('whose date has passed is off; who has longer stays on', async () => {
    await condition('ge');
    const [short, long] = [await person('Kort', dayIn(1)), await person('Lang', dayIn(4))];
    expect(await Promise.all([short, long].map((id) => bitsOn(house, id)))).toEqual([['1'], ['1']]);
    expect((await explain(house, short)).lines.join('\n')).toContain(
      `It is looked at again at ${dayIn(2)}T00:00:00.000Z`,
    );

    await afterDays(3);

    expect(await Promise.all([short, long].map((id) => bitsOn(house, id)))).toEqual([[], ['1']]);
    await afterDays(3);
    expect(await bitsOn(house, long)).toEqual([]);
  });

  test('whose date comes is on from that day', async () => {
    await condition('le');
    const id = await person('Straks', dayIn(8));
    expect(await bitsOn(house, id)).toEqual([]);

    await afterDays(3);

    expect(await bitsOn(house, id)).toEqual(['1']);
  });

  test('whose consent has a last day is off when that is over, and on again when it is put off', async () => {
    await saveSettings(house, () => ({
      conditions: [],
      consents: [{ column: 'preferredcontactmethodcode', permission: '2~email', yes: [2], until: 'birthdate' }],
    }));
    const columns = { firstname: 'Eindig', emailaddress1: 'eindig@example.org', preferredcontactmethodcode: 2 };
    const id = await house.crm.create('contacts', { ...columns, birthdate: dayIn(10) });
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual(['2']);

    await afterDays(3);
    expect(await bitsOn(house, id)).toEqual([]);
    expect((await explain(house, id)).lines).toContain(
      'What preferredcontactmethodcode says of 2~email does not count any more: the day in birthdate is over.',
    );

    await house.crm.update('contacts', id, { birthdate: dayIn(99) });
    await house.quiet();
    expect(await bitsOn(house, id)).toEqual(['2']);
  });
});
