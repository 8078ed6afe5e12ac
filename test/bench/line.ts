/** End to end: from a save, or from a webhook, to the platform; idle, live and in bundles. */
import { startHouse } from '../journeys/house.ts';
import { cpuMs, memoryMb, quantile, report, runMany } from './tools/measure.ts';

const smoke = process.argv.includes('--smoke');
const saves = smoke ? 5 : 100;
const live = smoke ? 50 : 1500;

const begun = performance.now();
const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
report('start to ready', { s: (performance.now() - begun) / 1000 });
const [pid = 0] = house.pids.functions;
const url = `${house.webhook}?code=${house.webhookKey}`;

try {
  await idle();
  await throughput();
} finally {
  await house.stop();
}

/** One person, one permission, saved on and off with pauses: the time from the save to the bit. */
async function idle(): Promise<void> {
  const id = await house.crm.create('contacts', { lastname: 'Bench', emailaddress1: 'bench@example.org' });
  const row = await house.crm.permit('contacts', id, 1);
  await house.quiet();
  const ms: number[] = [];
  for (let index = 0; index < saves; index += 1) {
    const granted = index % 2 === 1;
    const start = performance.now();
    await house.crm.update('assent_permissions', row, { assent_granted: granted });
    while ((await house.contact(id))?.permissions['1'] !== granted)
      await new Promise((resolve) => setTimeout(resolve, 1));
    ms.push(performance.now() - start);
    // Longer than the pace of queries: this is about one event at a time.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  report('save to bit, idle', { 'p50 ms': quantile(ms, 0.5), 'p99 ms': quantile(ms, 0.99) });
}

/** Records that the relay has not seen, each nudged once by a webhook, 32 webhooks at a time. */
async function throughput(): Promise<void> {
  await house.post(`${house.dataverse}/_control/limits`, { on: false });
  await house.post(`${house.dataverse}/_control/seed`, { contacts: live, leads: 0, accounts: 0 });
  const rows = await house.crm.rows('contacts?$select=contactid&$filter=contains(emailaddress1,%27@%27)');
  const ids = rows.map((row) => String(row.contactid)).slice(0, live);
  for (const [name, times] of [
    ['new records', 1],
    ['unchanged records', 1],
  ] as const) {
    const queries = await requestCount();
    const cpu = cpuMs(pid);
    const start = performance.now();
    await runMany(ids.length * times, 32, (index) => nudge(ids[index % ids.length] ?? ''));
    await house.quiet();
    const seconds = (performance.now() - start) / 1000;
    report(name, {
      'events/s': ids.length / seconds,
      'cpu ms/event': (cpuMs(pid) - cpu) / ids.length,
      'Dataverse queries/event': ((await requestCount()) - queries) / ids.length,
    });
  }
  report('functions process', { MB: memoryMb(pid) });
}

async function nudge(id: string): Promise<void> {
  const body = {
    OrganizationId: house.organizationId,
    PrimaryEntityName: 'contact',
    PrimaryEntityId: id,
    MessageName: 'Update',
    InputParameters: [],
  };
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`The webhook answered ${answer.status}.`);
}

async function requestCount(): Promise<number> {
  const requests = (await house.get(`${house.dataverse}/_control/requests`)) as { n: number }[];
  return requests.at(-1)?.n ?? 0;
}
