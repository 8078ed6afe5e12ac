import { bitsOn, endFaults, lastDecision, later, subscribe } from './ask.ts';
import { type Contact, type House, startHouse } from './house.ts';

/** Permissions belong to an address: what happens when it changes. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
afterEach(() => endFaults(house));

const subscriber = (name: string, emailaddress1: string, bits?: readonly number[]) =>
  subscribe(house, name, { emailaddress1 }, bits);
const move = (id: string, emailaddress1: string | null) => house.crm.update('contacts', id, { emailaddress1 });
const withdraw = (row: string) => house.crm.update('assent_permissions', row, { assent_granted: false });
const bitsOf = (...ids: readonly string[]) => Promise.all(ids.map((id) => bitsOn(house, id)));

/** External ids of the platform's contacts that have this address. */
async function holders(email: string): Promise<readonly string[]> {
  const all = (await house.get(`${house.spotler}/_control/contacts`)) as readonly Contact[];
  return all.filter(({ properties }) => properties.email === email).map(({ externalId }) => externalId);
}

describe('a new address', () => {
  test('EE-15 EE-16 R5 G-2 (15, 17, 18, 19, 20): gets all that the old one had; there is no second contact, and none with the old address', async () => {
    const { id } = await subscriber('Verhuist', 'oud@example.org', [1, 4]);

    await move(id, 'nieuw@example.org');
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual(['1', '4']);
    expect(await holders('nieuw@example.org')).toEqual([id]);
    expect(await holders('oud@example.org')).toEqual([]);
  });

  test('EE-15 R5 G-2.21: that somebody has opted out of before stays out of just that', async () => {
    const known = await subscriber('Kent', 'bekend@example.org');
    await withdraw(known.row);
    await house.quiet();
    const { id } = await subscriber('Verhuist', 'vandaan@example.org', [1, 4]);

    await move(id, 'bekend@example.org');
    await house.quiet();

    expect(await bitsOn(house, id)).toEqual(['4']);
    expect((await lastDecision(house, id))['1~email']).toBe(`no: withdrawn at this address by contact ${known.id}`);
  });

  test('R5: does not give back what was withheld at the old one, and moving back does not either', async () => {
    const other = await subscriber('Deelt', 'gedeeld.oud@example.org');
    const { id } = await subscriber('Verhuist', 'gedeeld.oud@example.org');
    await withdraw(other.row);
    await house.quiet();

    await move(id, 'schoon@example.org');
    await house.quiet();
    const there = await bitsOn(house, id);
    await move(id, 'gedeeld.oud@example.org');
    await house.quiet();

    expect([there, await bitsOn(house, id)]).toEqual([[], []]);
  });

  test('N-8: reaches the platform after failures half-way, both addresses are never mailable, and others at the old one keep theirs', async () => {
    const stays = await subscriber('Blijft', 'samen@example.org');
    const { id } = await subscriber('Gaat', 'samen@example.org');
    // The first try fails before the platform has done it, the second after.
    const match = { pathPattern: 'contact/list' };
    await house.post(`${house.spotler}/_control/faults`, { match, status: 503 });
    await house.post(`${house.spotler}/_control/faults`, { match, status: 503, applies: true });
    const seen: (readonly string[])[] = [];

    await move(id, 'apart@example.org');
    await house.quiet();
    seen.push(await holders('samen@example.org'));
    for (let tries = 0; tries < 2; tries += 1) {
      await later(house);
      seen.push(await holders('samen@example.org'));
    }

    expect(seen).toEqual([[stays.id, id], [stays.id], [stays.id]]);
    expect(await holders('apart@example.org')).toEqual([id]);
    expect(await bitsOf(stays.id, id)).toEqual([['1'], ['1']]);
  });

  test('N-8: goes on after the relay was killed in the middle of it', async () => {
    const stays = await subscriber('Blijft', 'midden@example.org');
    const { id } = await subscriber('Gaat', 'midden@example.org');
    // The platform does it, but nobody is there any more to hear that.
    const match = { pathPattern: 'contact/list' };
    await house.post(`${house.spotler}/_control/faults`, { match, holdMs: 1500 });
    const before = (await house.events(id)).length;

    await move(id, 'verder@example.org');
    await until(async () => (await underWay()) > 0);
    const { functions } = (await house.get(`${house.journey}/_control/pids`)) as { functions: readonly number[] };
    process.kill(functions[0] ?? 0, 'SIGKILL');
    await until(() =>
      fetch(`${house.functions}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    await later(house);

    expect(await holders('midden@example.org')).toEqual([stays.id]);
    expect(await holders('verder@example.org')).toEqual([id]);
    expect(await bitsOf(stays.id, id)).toEqual([['1'], ['1']]);
    const again = (await house.events(id)).slice(before).filter(({ event }) => event === 'looked');
    expect(again.length).toBeGreaterThan(1);
  });

  test('of a record leaves the old address free of it: a later withdrawal there does not follow it', async () => {
    const stays = await subscriber('Blijft', 'huis@example.org');
    const { id } = await subscriber('Gaat', 'huis@example.org');
    await move(id, 'elders@example.org');
    await house.quiet();

    await withdraw(stays.row);
    await house.quiet();

    expect(await bitsOf(stays.id, id)).toEqual([[], ['1']]);
  });

  test('G-4.28: of somebody who is made unknown in the CRM and withdraws in one go switches her off before her data changes', async () => {
    const { id, row } = await subscriber('Vergeten', 'vergeten@example.org');
    await house.post(`${house.dataverse}/_control/async`, { paused: true });

    await house.crm.update('contacts', id, { lastname: 'Onbekend', emailaddress1: 'onbekend@example.invalid' });
    await withdraw(row);
    await house.post(`${house.dataverse}/_control/async`, { paused: false });
    await house.quiet();

    const calls = (await house.get(`${house.spotler}/_control/requests`)) as readonly {
      externalIds: string[];
      body: unknown;
    }[];
    const bodies = calls.filter(({ externalIds }) => externalIds.includes(id)).map(({ body }) => JSON.stringify(body));
    const off = bodies.findIndex((body) => body.includes('"enabled":false') && !body.includes('"email"'));
    const renamed = bodies.findIndex((body) => body.includes('onbekend@example.invalid'));
    expect(off).toBeGreaterThan(-1);
    expect(renamed).toBeGreaterThan(off);
    expect(await bitsOn(house, id)).toEqual([]);
    expect(await holders('vergeten@example.org')).toEqual([]);
  });
});

async function underWay(): Promise<number> {
  return ((await house.get(`${house.spotler}/_control/state`)) as { underWay: number }).underWay;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
