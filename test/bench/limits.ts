/** With Dataverse's service protection limits on: 30 events a second for minutes, then a mass deletion. There may be no 429. */
import { startHouse } from '../journeys/house.ts';
import { report, runMany } from './tools/measure.ts';
import { nudge, postWebhook, seedContacts, untilQuiet } from './tools/nudge.ts';

const smoke = process.argv.includes('--smoke');
const seconds = smoke ? 1 : 600;
const perSecond = 30;
const deletions = smoke ? 5 : 50_000;

const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
const seen = { n: 0, calls: 0, refused: 0 };
try {
  // Some stay: nobody deletes all that there are.
  const ids = await seedContacts(house, Math.max(deletions, perSecond * 20) + 1000);
  await count();
  seen.calls = 0;
  const start = performance.now();
  for (let second = 0; second < seconds; second += 1) {
    await runMany(perSecond, perSecond, (index) => nudge(house, ids[(second * perSecond + index) % ids.length] ?? ''));
    await count();
    const ahead = (second + 1) * 1000 - (performance.now() - start);
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
  }
  await untilQuiet(house);
  await count();
  const took = (performance.now() - start) / 1000;
  report('live', {
    events: seconds * perSecond,
    'events/s': (seconds * perSecond) / took,
    calls: seen.calls,
    429: seen.refused,
  });

  seen.calls = 0;
  await runMany(deletions, 8, async (index) => {
    // Past every step and told by a webhook of ours: the limits are those of the relay's user, not of whoever deletes.
    const id = ids[index] ?? '';
    await house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, delete: true });
    await postWebhook(house, { PrimaryEntityName: 'contact', PrimaryEntityId: id, MessageName: 'Delete' });
    if (index % 200 === 0) await count();
  });
  await untilQuiet(house);
  await count();
  report('mass deletion', { records: deletions, calls: seen.calls, 429: seen.refused });
  if (seen.refused > 0) throw new Error(`Dataverse refused ${seen.refused} calls.`);
} finally {
  await house.stop();
}

/** The stand-in keeps the last 1,000 calls: they are counted often enough. */
async function count(): Promise<void> {
  const calls = (await house.get(`${house.dataverse}/_control/requests?since=${seen.n}`)) as {
    n: number;
    status: number;
  }[];
  seen.n = calls.at(-1)?.n ?? seen.n;
  seen.calls += calls.length;
  seen.refused += calls.filter(({ status }) => status === 429).length;
}
