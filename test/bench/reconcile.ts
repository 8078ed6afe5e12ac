/** Reconcile: what a round costs that finds many changed rows, and how long it takes to make good webhooks that were lost. */
import { startHouse } from '../journeys/house.ts';
import { report } from './tools/measure.ts';

const json = { 'content-type': 'application/json' };
const smoke = process.argv.includes('--smoke');
const changedRows = smoke ? 500 : 100_000;
const saves = smoke ? 40 : 1000;

const house = await startHouse(['--no-feedback'], { ASSENT_UNKIND: '' });

try {
  await house.post(`${house.dataverse}/_control/limits`, { on: false });
  await lostWebhooks();
  await manyRows();
} finally {
  await house.stop();
}

/** Saves of which one in ten has no webhook; from the order to reconcile until the platform has all of them. */
async function lostWebhooks(): Promise<void> {
  await house.post(`${house.dataverse}/_control/async`, { dropShare: 0.1 });
  const ids: string[] = [];
  for (let index = 0; index < saves; index += 1) {
    const columns = { lastname: `Bench ${index}`, emailaddress1: `bench.${index}@example.org` };
    ids.push(await house.crm.create('contacts', columns));
  }
  await house.quiet();
  const missing = await countMissing(ids);
  await house.post(`${house.dataverse}/_control/async`, { dropShare: 0 });
  const start = performance.now();
  await fire();
  const seconds = (performance.now() - start) / 1000;
  report('10 % of the webhooks lost', {
    saves,
    missing,
    'still missing': await countMissing(ids),
    'repaired in s': seconds,
  });
}

/** Rows written past every step, each with a permission row: read, nudged, looked at. */
async function manyRows(): Promise<void> {
  await house.post(`${house.dataverse}/_control/seed`, { contacts: changedRows, leads: 0, accounts: 0 });
  const before = await requestCount();
  const start = performance.now();
  let [rows, nudged, roundMs, rounds] = [0, 0, 0, 0];
  // A round ends after six minutes; the next one goes on where it was.
  for (let last = (await lastReport()).at; rows < changedRows; rounds += 1) {
    await begin();
    let round = await lastReport();
    // Asked for minutes: a connection that is closed just then is no answer.
    for (; round.at === last; round = await lastReport().catch(() => round))
      await new Promise((resolve) => setTimeout(resolve, 500));
    last = round.at;
    rows += round.changed;
    nudged += round.nudged;
    roundMs += round.ms;
    report(`round ${rounds + 1}`, { rows: round.changed, nudged: round.nudged, s: round.ms / 1000 });
  }
  report('rows changed past every step', {
    rows,
    nudged,
    rounds,
    's until all are on the bus': (performance.now() - start) / 1000,
    's in the rounds': roundMs / 1000,
    'Dataverse calls meanwhile': (await requestCount()) - before,
  });
}

async function begin(): Promise<void> {
  await fetch(`${house.functions}/admin/functions/reconcile`, { method: 'POST', headers: json, body: '{"input":""}' });
}

async function fire(): Promise<void> {
  await begin();
  await house.quiet();
}

type Round = { readonly at: string; readonly changed: number; readonly nudged: number; readonly ms: number };

async function lastReport(): Promise<Round> {
  const { reconcile } = (await house.get(`${house.functions}/api/health`)) as { reconcile?: Round };
  return reconcile ?? { at: '', changed: 0, nudged: 0, ms: 0 };
}

async function countMissing(ids: readonly string[]): Promise<number> {
  const contacts = await Promise.all(ids.map((id) => house.contact(id)));
  return contacts.filter((contact) => contact === undefined).length;
}

async function requestCount(): Promise<number> {
  const requests = (await house.get(`${house.dataverse}/_control/requests`)) as { n: number }[];
  return requests.at(-1)?.n ?? 0;
}
