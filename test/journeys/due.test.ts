import { bitsOn, explain, fire, later, saveSettings } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** Conditions that compare a date with the day: they end and begin by the clock, and nobody saves anything. */
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
});
