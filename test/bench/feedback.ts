/**
 * What a round of feedback costs: from an opt-out at the sandbox to the row in the CRM, one and many; and the baseline of an account that
 * was in use before. Calls are the sandbox's own count; memory is that of the functions host with the relay in it.
 */

import { z } from 'zod';
import { fire, openTable } from '../journeys/ask.ts';
import { startHouse } from '../journeys/house.ts';
import { cpuMs, memoryMb, report, runMany } from './tools/measure.ts';
import { tableCalls } from './tools/table-calls.ts';

const smoke = process.argv.includes('--smoke');
const subscribers = smoke ? 5 : 100;
/** `node test/bench/feedback.ts --contacts=1000000`: as many as an account may have. Takes its time. */
const asked = process.argv.find((argument) => argument.startsWith('--contacts='))?.split('=')[1];
const accounts = smoke ? [8] : [Number(asked ?? 20_000)];

const idle = z.object({ idle: z.boolean() });

const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
try {
  await optOuts();
  for (const size of accounts) {
    await baseline(size, 'all on, over two years', { overDays: 700, allOn: true });
    await baseline(size, 'something off, over two years', { overDays: 700 });
    await baseline(size, 'something off, changed just now', {});
  }
} finally {
  await house.stop();
}

async function optOuts(): Promise<void> {
  const { crm, quiet, post, spotler } = house;
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
 * As on the day of installation: how far the platform was read is forgotten, and the addresses are new. Contacts of another connector,
 * with ids of records, as `how` says.
 */
async function baseline(size: number, title: string, how: Readonly<Record<string, unknown>>): Promise<void> {
  const { post, spotler, pids } = house;
  await post(`${spotler}/_control/reset`, {});
  await post(`${spotler}/_control/seed`, { contacts: size, guids: true, prefix: `${Date.now()}-`, ...how });
  for (const row of ['feedback', 'note~baseline']) await openTable(house, 'control').deleteEntity('c', row);
  const pid = pids.functions[0] ?? 0;
  let most = 0;
  const [before, cpuBefore] = [await tableCalls(house), cpuMs(pid)];
  const took = await readWhole(() => {
    most = Math.max(most, memoryMb(pid));
  });
  const [after, cpuAfter] = [await tableCalls(house), cpuMs(pid)];
  const calls = (await house.get(`${spotler}/_control/requests`)) as { path: string }[];
  report(`baseline of ${size}, ${title}`, {
    seconds: took,
    'per s': size / took,
    'list calls': calls.filter(({ path }) => path.includes('/list?')).length,
    'table reads each': (after.reads - before.reads) / size,
    'queries each': (after.queries - before.queries) / size,
    'transactions each': (after.transactions - before.transactions + after.alone - before.alone) / size,
    'cpu ms each': (cpuAfter - cpuBefore) / size,
    'memory MB, most': most,
  });
  await untilIdle();
}

/** Seconds until it was read. A round is cut off after some minutes and goes on with the next. */
async function readWhole(look: () => void): Promise<number> {
  for (;;) {
    await house.post(`${house.functions}/admin/functions/feedback`, { input: '' });
    for (let isIdle = false; !isIdle; ) {
      isIdle = await askIdle();
      look();
      const row = await openTable(house, 'control')
        .getEntity('c', 'feedback')
        .catch(() => undefined);
      if (row?.phase === 'done') return (Number(row.baselineAt) - Number(row.startedAt)) / 1000;
    }
  }
}

/** What the standing pass finds is looked at, and takes its time. */
async function untilIdle(): Promise<void> {
  while (!(await askIdle()));
}

/** Short questions: a request that nobody answers is given up after five minutes. */
async function askIdle(): Promise<boolean> {
  return idle.parse(await house.get(`${house.journey}/_control/idle?timeoutMs=500`)).idle;
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
