import { z } from 'zod';
import { bitsOn, endFaults, later } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** The platform is away for a while. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const healthShape = z.object({
  status: z.string(),
  alarms: z.array(z.string()),
  counters: z.record(z.string(), z.number()),
});
const health = async () => healthShape.parse(await house.get(`${house.functions}/api/health`));
const calls = async () =>
  ((await house.get(`${house.spotler}/_control/requests`)) as readonly { path: string }[]).filter(({ path }) =>
    path.includes('/contact/list'),
  ).length;

async function subscribers(name: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const emailaddress1 = `${name}${number}@example.org`.toLowerCase();
    const id = await house.crm.create('contacts', { lastname: name, emailaddress1 });
    await house.crm.permit('contacts', id, 1);
    ids.push(id);
  }
  await house.quiet();
  return ids;
}

test('a platform that is away is asked by one probe at a time, the monitor is told since when, nobody is given up, and all arrives when it is back', async () => {
  await house.post(`${house.spotler}/_control/faults`, {
    match: { pathPattern: 'contact/list' },
    status: 503,
    count: 100_000,
  });
  const first = await subscribers('Eerst', 4);
  for (let rounds = 0; rounds < 6 && (await health()).alarms.length === 0; rounds += 1) await later(house, 60);
  expect((await health()).alarms.join()).toMatch(/events: the platform does not answer since 20/);
  expect((await health()).status).toBe('degraded');

  const before = await calls();
  const second = await subscribers('Daarna', 4);
  for (let minutes = 0; minutes < 3; minutes += 1) await later(house, 70);
  const probes = (await calls()) - before;
  const { counters } = await health();
  await endFaults(house);
  // The one that probes, those that waited for it, and looks that wait until a grant of before cannot arrive any more.
  for (let rounds = 0; rounds < 6 && (rounds === 0 || (await health()).counters.pending !== 0); rounds += 1)
    await later(house, 3700);

  // Without a circuit each of the new bundles would call at every one of its tries.
  expect(probes).toBeLessThanOrEqual(8);
  const tries = await Promise.all(
    second.map(async (id) => (await house.events(id)).map(({ attempt }) => Number(attempt ?? 0))),
  );
  expect(Math.max(...tries.flat())).toBeLessThanOrEqual(3);
  expect(counters.rejected).toBe(0);
  const bits = await Promise.all([...first, ...second].map((id) => bitsOn(house, id)));
  expect(bits).toEqual(Array(8).fill(['1']));
  expect((await health()).alarms).toEqual([]);
  const { accepted, applied = 0, unchanged = 0, skipped = 0, rejected = 0, pending } = (await health()).counters;
  expect([accepted, pending]).toEqual([applied + unchanged + skipped + rejected, 0]);
});
