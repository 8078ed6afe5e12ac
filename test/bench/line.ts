/** End to end: from a save, or from a webhook, to the platform; idle, live and in bundles. */
import { partitionOf } from '../../functions/src/event/partition.ts';
import { startHouse } from '../journeys/house.ts';
import { cpuMs, memoryMb, quantile, report, runMany } from './tools/measure.ts';
import { nudge, nudgeMany, seedContacts, untilQuiet } from './tools/nudge.ts';
import { tableCalls } from './tools/table-calls.ts';

const smoke = process.argv.includes('--smoke');
const saves = smoke ? 2 : 100;
const live = smoke ? 10 : 1500;
const changed = smoke ? 2 : 200;
const bundle = smoke ? 2 : 100;
const seeded = smoke ? 300 : 10_000;

const begun = performance.now();
// The heap of an instance of 2 GB: V8 takes more of a larger machine, and returns it late.
const heap = ['--set', 'NODE_OPTIONS=--max-old-space-size=1024'];
const house = await startHouse(['--no-reconcile', '--no-feedback', ...heap], { ASSENT_UNKIND: '' });
report('start to ready', { s: (performance.now() - begun) / 1000 });
const [pid = 0] = house.pids.functions;

try {
  await house.post(`${house.dataverse}/_control/limits`, { on: false });
  await house.post(`${house.dataverse}/_control/async`, { delayMs: [0, 0], shuffle: false });
  await idle();
  await throughput();
} finally {
  await house.stop();
}

/** One person, one permission, saved on and off with pauses: the time from the save to the bit, and where it goes. */
async function idle(): Promise<void> {
  const id = await house.crm.create('contacts', { lastname: 'Bench', emailaddress1: 'bench@example.org' });
  const row = await house.crm.permit('contacts', id, 1);
  await untilQuiet(house);
  const ms: number[] = [];
  const hops: Record<string, number[]> = { accepted: [], looked: [], called: [], bit: [] };
  for (let index = 0; index < saves; index += 1) {
    const granted = index % 2 === 1;
    const before = (await house.events(id)).at(-1)?.n ?? 0;
    const start = Date.now();
    await house.crm.update('assent_permissions', row, { assent_granted: granted });
    while ((await house.contact(id))?.permissions['1'] !== granted)
      await new Promise((resolve) => setTimeout(resolve, 1));
    const end = Date.now();
    ms.push(end - start);
    // Longer than the pace of queries: this is about one event at a time.
    await new Promise((resolve) => setTimeout(resolve, 250));
    const said = (await house.events(id)).filter(({ n }) => n > before);
    let at = start;
    for (const event of ['accepted', 'looked', 'called']) {
      const next = Date.parse(String(said.find((each) => each.event === event)?.at));
      hops[event]?.push(next - at);
      at = next;
    }
    hops.bit?.push(end - at);
  }
  report('save to bit, idle', { 'p50 ms': quantile(ms, 0.5), 'p99 ms': quantile(ms, 0.99) });
  for (const [hop, each] of Object.entries(hops))
    report(`  … to ${hop}`, { 'p50 ms': quantile(each, 0.5), 'p99 ms': quantile(each, 0.99) });
}

/** Each kind of event, 32 webhooks at a time; bundles of one partition, one after the other. */
async function throughput(): Promise<void> {
  const ids = await seedContacts(house, seeded);
  const full = [...Map.groupBy(ids, (id) => partitionOf('contact', id)).values()].filter((of) => of.length >= bundle);
  const bundles = full.slice(0, live / bundle).map((of) => of.slice(0, bundle));
  const bundled = bundles.flat();
  const single = ids.filter((id) => !bundled.includes(id)).slice(0, live);
  const each = (work: (id: string) => Promise<void>, of: readonly string[]) => () =>
    runMany(of.length, 32, (index) => work(of[index] ?? ''));
  const inBundles = async () => {
    for (const each of bundles) await nudgeMany(house, each);
  };
  await measure(
    'new records',
    single.length,
    each((id) => nudge(house, id), single),
  );
  await measure(
    'unchanged records',
    single.length,
    each((id) => nudge(house, id), single),
  );
  const few = single.slice(0, changed);
  const change = (column: string) => (id: string) =>
    house.crm.update('contacts', id, { [column]: `${id}@example.org` });
  await measure('changed records', few.length, each(change('firstname'), few));
  await measure('changed addresses', few.length, each(change('emailaddress1'), few));
  await measure(`new records in bundles of ${bundle}`, bundled.length, inBundles);
  await measure(`unchanged records in bundles of ${bundle}`, bundled.length, inBundles);
  report('functions process', { MB: memoryMb(pid) });
}

async function measure(name: string, count: number, work: () => Promise<unknown>): Promise<void> {
  const [queries, tables, cpu, start] = [await requestCount(), await tableCalls(house), cpuMs(pid), performance.now()];
  await work();
  await untilQuiet(house);
  const seconds = (performance.now() - start) / 1000;
  report(name, { 'events/s': count / seconds, 'cpu ms/event': (cpuMs(pid) - cpu) / count });
  const after = await tableCalls(house);
  report('  per event', {
    'Dataverse calls, saves too': ((await requestCount()) - queries) / count,
    'table reads': (after.reads - tables.reads) / count,
    queries: (after.queries - tables.queries) / count,
    transactions: (after.transactions - tables.transactions) / count,
    'changes alone': (after.alone - tables.alone) / count,
  });
}

async function requestCount(): Promise<number> {
  const requests = (await house.get(`${house.dataverse}/_control/requests`)) as { n: number }[];
  return requests.at(-1)?.n ?? 0;
}
