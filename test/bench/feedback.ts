/**
 * What a round of feedback costs: from an opt-out at the sandbox to the row in the CRM, one and many; and the baseline of an account that
 * was in use before. Calls are the sandbox's own count; memory is that of the functions host with the relay in it.
 */

import { fire, openTable } from '../journeys/ask.ts';
import { type House, startHouse } from '../journeys/house.ts';
import { cpuMs, memoryMb, report, runMany } from './tools/measure.ts';

const smoke = process.argv.includes('--smoke');
const subscribers = smoke ? 5 : 100;
/** `--contacts=1000000`: as many as an account may have. Takes its time. */
const asked = process.argv.find((argument) => argument.startsWith('--contacts='))?.split('=')[1];
const accounts = smoke ? [200] : [Number(asked ?? 20_000)];

const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
try {
  await optOuts(house);
  for (const size of accounts) {
    await baseline(house, size, { overDays: 700 });
    await baseline(house, size, { overDays: 0 });
  }
} finally {
  await house.stop();
}

async function optOuts({ crm, quiet, post, spotler }: House): Promise<void> {
  const ids: string[] = [];
  await runMany(subscribers, 8, async (index) => {
    const id = await crm.create('contacts', { lastname: `L${index}`, emailaddress1: `l${index}@bench.example` });
    await crm.permit('contacts', id, 1);
    ids.push(id);
  });
  await quiet();
  await fire(house, 'feedback');
  report('a round with nothing new', { seconds: await seconds(() => fire(house, 'feedback')) });
  const [first, ...others] = ids;
  await post(`${spotler}/_control/unsubscribe`, { externalId: first, bit: 1 });
  report('one opt-out: round, row in the CRM', { seconds: await seconds(() => fire(house, 'feedback')) });
  for (const externalId of others) await post(`${spotler}/_control/unsubscribe`, { externalId, bit: 1 });
  const took = await seconds(() => fire(house, 'feedback'));
  const rows = await crm.rows("assent_permissions?$filter=assent_source eq 'recipient'");
  report(`${others.length} opt-outs in one round`, {
    seconds: took,
    'per s': others.length / took,
    'rows written': rows.length,
  });
}

/**
 * As on the day of installation: how far the platform was read is forgotten. Contacts of another connector, with ids of records, half of
 * them with a permission that is off; changed over two years, or all of them just now.
 */
async function baseline({ post, spotler, pids }: House, size: number, how: { overDays: number }): Promise<void> {
  await post(`${spotler}/_control/reset`, {});
  await post(`${spotler}/_control/seed`, { contacts: size, guids: true, ...how });
  await openTable(house, 'control').deleteEntity('c', 'feedback');
  const pid = pids.functions[0] ?? 0;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, memoryMb(pid));
  }, 200);
  const cpuBefore = cpuMs(pid);
  const took = await seconds(readWhole);
  clearInterval(watch);
  const calls = (await house.get(`${spotler}/_control/requests`)) as { path: string }[];
  const lists = calls.filter(({ path }) => path.includes('/list?')).length;
  report(`baseline of ${size} contacts, ${how.overDays ? `changed over ${how.overDays} days` : 'changed just now'}`, {
    seconds: took,
    'per s': size / took,
    calls: lists,
    'cpu ms each': (cpuMs(pid) - cpuBefore) / size,
    'memory MB, most': most,
  });
}

/** A round is cut off after some minutes and goes on with the next. */
async function readWhole(): Promise<void> {
  for (;;) {
    await house.post(`${house.functions}/admin/functions/feedback`, { input: '' });
    await house.get(`${house.journey}/_control/idle?timeoutMs=400000`);
    const row = await openTable(house, 'control').getEntity('c', 'feedback');
    if (row.phase === 'done') return;
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
