import { endFaults } from '../journeys/ask.ts';
import type { House } from '../journeys/house.ts';
import type { Chance } from './chance.ts';

type Disturb = (house: House, chance: Chance) => Promise<unknown>;

const spotler: Disturb = (house, chance) =>
  house.post(`${house.spotler}/_control/faults`, {
    match: { pathPattern: chance.pick(['contact/list', 'contact', 'updates', 'bounces']) },
    status: chance.pick([429, 500, 503]),
    applies: chance.share() < 0.4,
    count: 1 + chance.nat(6),
  });
const half: Disturb = (house, chance) =>
  house.post(`${house.spotler}/_control/faults`, {
    match: { pathPattern: 'contact/list' },
    status: 503,
    appliesFirst: 1 + chance.nat(3),
  });
const slow: Disturb = (house, chance) =>
  house.post(`${house.spotler}/_control/faults`, {
    match: { pathPattern: 'contact' },
    delayMs: 100 + chance.nat(900),
    applies: chance.share() < 0.5,
    count: 1 + chance.nat(4),
  });
// Only what the relay asks: the driver writes without the tag and reads nothing while it works.
const dataverse: Disturb = (house, chance) =>
  house.post(`${house.dataverse}/_control/faults`, {
    match: { method: 'GET' },
    status: chance.pick([429, 500, 503]),
    count: 1 + chance.nat(6),
  });
const writeBack: Disturb = (house, chance) =>
  house.post(`${house.dataverse}/_control/faults`, {
    match: { pathPattern: 'tag=assent' },
    status: chance.pick([412, 500, 503]),
    applies: chance.share() < 0.3,
    count: 1 + chance.nat(4),
  });
const tables: Disturb = (house, chance) =>
  house.post(`${house.tablesControl}/_control/faults`, {
    status: chance.pick([0, 500, 503]),
    applies: chance.share() < 0.5,
    count: 1 + chance.nat(6),
  });
const bus: Disturb = (house, chance) =>
  house.post(
    `${house.journey}/_control/bus`,
    chance.pick<object>([
      { fault: 'closeConnections' },
      { fault: 'detachSessions' },
      { fault: 'serverBusy', n: 1 + chance.nat(5) },
      { fault: 'dropSeconds', n: 20 },
      { deadLetter: 1 + chance.nat(3), queue: 'crm-events' },
      { deadLetter: 1, queue: 'crm-withdrawals' },
    ]),
  );
const clock: Disturb = (house, chance) =>
  house.post(`${house.journey}/_control/clock`, { advanceSeconds: 20 + chance.nat(90) });
/** Timers that come in the middle of the work; nobody waits for their end, and a host that is dead just now has none. */
const timer: Disturb = (house, chance) =>
  fetch(`${house.functions}/admin/functions/${chance.pick(['reconcile', 'feedback', 'deadLetters'])}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: '' }),
  }).catch(() => undefined);
const kill: Disturb = async (house, chance) => {
  const pid = chance.pick(await functionsPids(house));
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
};

const disturbances: readonly (readonly [number, Disturb])[] = [
  [3, spotler],
  [1, half],
  [2, slow],
  [3, dataverse],
  [1, writeBack],
  [2, tables],
  [3, bus],
  [2, clock],
  [4, timer],
  [0.7, kill],
];

/** Webhooks that come late, doubled or never: for as long as people work. */
export async function unrest(house: House): Promise<void> {
  const async = { shuffle: true, delayMs: [0, 200], repeatShare: 0.1, dropShare: 0.05 };
  await house.post(`${house.dataverse}/_control/async`, async);
}

export async function disturbOnce(house: House, chance: Chance): Promise<void> {
  await chance.weighed(disturbances)?.(house, chance);
}

/** From here on nothing goes wrong any more. */
export async function calm(house: House): Promise<void> {
  await endFaults(house);
  await fetch(`${house.tablesControl}/_control/faults`, { method: 'DELETE' });
  const async = { shuffle: true, delayMs: [0, 20], repeatShare: 0, dropShare: 0 };
  await house.post(`${house.dataverse}/_control/async`, async);
}

export async function functionsPids(house: House): Promise<readonly number[]> {
  const { functions } = (await house.get(`${house.journey}/_control/pids`)) as { functions: number[] };
  return functions;
}
