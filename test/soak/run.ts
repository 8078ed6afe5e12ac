import { parseArgs } from 'node:util';
import { memoryMb } from '../bench/tools/measure.ts';
import { readMessages, tableRows } from '../journeys/ask.ts';
import { type House, startHouse } from '../journeys/house.ts';
import { readSubscriptions } from './cast.ts';
import { functionsPids } from './disturb.ts';
import { live, type Phase } from './life.ts';
import { followLogs, planted } from './logs.ts';

/** `npm run soak -- --events n [--seed s] [--hosts 2] [--life 1000] [--unrest 0.06]`: see test/README.md. */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    hosts: { type: 'string', default: '1' },
    life: { type: 'string', default: '1000' },
    unrest: { type: 'string', default: '0.06' },
  },
});
const [events, life, seed] = [Number(values.events), Number(values.life), Number(values.seed)];

/** Reconcile's pace is for the limits of a real organisation. */
const fast = ['--set', 'RECONCILE_QUERIES_PER_SECOND=100'];
const house = await startHouse(['--no-feedback', '--no-reconcile', '--hosts', values.hosts, ...fast]);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void house.stop().then(() => process.exit(1)));
try {
  await soak(house);
} finally {
  await house.stop();
}

async function soak(house: House): Promise<void> {
  await house.post(`${house.dataverse}/_control/limits`, { on: false });
  const [logs, subscriptions, began] = [followLogs(house), await readSubscriptions(house), performance.now()];
  const total = { events: 0, violations: 0, lost: 0, duplicates: 0, leaks: 0, longestConvergeSeconds: 0, largestMb: 0 };
  const whileBusy = async () => {
    // Nobody can look into a bus that is away just now.
    const waiting = await readMessages(house).catch(() => []);
    if (planted.test(JSON.stringify(waiting))) total.leaks += 1;
  };
  for (let lived = 0; total.events < events; lived += 1) {
    const input = {
      seed: seed + lived,
      events: Math.min(life, events - total.events),
      unrestShare: Number(values.unrest),
    };
    for await (const phase of live(house, { ...input, subscriptions, logs, whileBusy })) {
      const memory = Math.max(...(await functionsPids(house)).map(memoryMb));
      total.events += phase.events;
      total.violations += phase.violations.length;
      total.lost += phase.lost;
      total.longestConvergeSeconds = Math.max(total.longestConvergeSeconds, phase.convergeSeconds);
      total.largestMb = Math.max(total.largestMb, memory);
      tell(phase, memory);
      for (const { id, what } of phase.violations) {
        console.log(`  ${id}: ${what}`);
        for (const line of [...phase.story(id), ...logs.lastOf(id)]) console.log(`    ${line}`);
      }
      if (phase.violations.length > 0)
        console.log(
          `  again: npm run soak -- --seed ${phase.seed} --events ${input.events} --hosts ${values.hosts} --unrest ${values.unrest}`,
        );
    }
  }
  total.duplicates = await countTwice(house);
  total.leaks += logs.leaks();
  for (const table of ['records', 'addresses', 'control'])
    total.leaks += (await tableRows(house, table)).filter((row) => planted.test(JSON.stringify(row))).length;
  console.log(JSON.stringify({ seed, hosts: values.hosts, ...total, seconds: (performance.now() - began) / 1000 }));
  if (total.violations + total.lost + total.duplicates + total.leaks > 0) process.exitCode = 1;
}

function tell(phase: Phase, memory: number): void {
  const { seed, round, events, violations, lost, certainOn, certainOff, withheld, on, workSeconds, convergeSeconds } =
    phase;
  console.log(
    `seed ${seed} round ${round}: ${events} events in ${workSeconds.toFixed(1)} s, quiet after ${convergeSeconds.toFixed(1)} s, ` +
      `${on} on, certain ${certainOn} on ${certainOff} off (${withheld} withheld), ${violations.length} violations, ${lost} lost, ${Math.round(memory)} MB`,
  );
}

/** Contacts of the platform that are there twice. */
async function countTwice(house: House): Promise<number> {
  const contacts = (await house.get(`${house.spotler}/_control/contacts`)) as readonly { externalId?: string }[];
  const ids = contacts.flatMap(({ externalId }) => (externalId === undefined ? [] : [externalId]));
  return ids.length - new Set(ids).size;
}
