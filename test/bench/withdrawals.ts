/** From the webhook of a withdrawal to the bit that is off: idle, behind single events, behind bundles. */
import { startHouse } from '../journeys/house.ts';
import { quantile, report, runMany } from './tools/measure.ts';
import { hundreds, nudge, nudgeMany, postWebhook, seedContacts, untilQuiet } from './tools/nudge.ts';

const smoke = process.argv.includes('--smoke');
const each = smoke ? 1 : 60;
const singles = smoke ? 10 : 3000;
const bundled = smoke ? 100 : 100_000;
const others = smoke ? 50 : 3000;

const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
try {
  await house.post(`${house.dataverse}/_control/limits`, { on: false });
  const people = await persons(each * 3);
  const ids = await seedContacts(house, others);
  await round('idle', people.slice(0, each));
  await runMany(singles, 32, (index) => nudge(house, ids[index % ids.length] ?? ''));
  await round(`behind ${singles} single events`, people.slice(each, each * 2));
  const parts = hundreds(Array.from({ length: bundled }, (_, index) => ids[index % ids.length] ?? ''));
  await runMany(parts.length, 8, (index) => nudgeMany(house, parts[index] ?? []));
  await round(`behind ${bundled} events in bundles`, people.slice(each * 2));
} finally {
  await house.stop();
}

type Person = { readonly id: string; readonly row: string; readonly subscription: string };

/** People whose newsletter is on. */
async function persons(count: number): Promise<readonly Person[]> {
  const made: Person[] = [];
  await runMany(count, 8, async (index) => {
    const id = await house.crm.create('contacts', { lastname: 'Bench', emailaddress1: `bench${index}@example.org` });
    const row = await house.crm.permit('contacts', id, 1);
    const { _assent_subscriptionid_value: subscription } = await house.crm.read(`assent_permissions(${row})`);
    made.push({ id, row, subscription: String(subscription) });
  });
  await untilQuiet(house);
  return made;
}

/** One after the other, written past every step and told by a webhook of ours: Dataverse's own queue is not what this is about. */
async function round(name: string, people: readonly Person[]): Promise<void> {
  const ms: number[] = [];
  for (const { id, row, subscription } of people) {
    const change = { table: 'assent_permission', id: row, set: { assent_granted: false } };
    await house.post(`${house.dataverse}/_control/write`, change);
    const start = performance.now();
    await postWebhook(house, withdrawal(id, row, subscription));
    while ((await house.contact(id))?.permissions['1'] !== false)
      await new Promise((resolve) => setTimeout(resolve, 2));
    ms.push(performance.now() - start);
  }
  const queues = (await house.get(`${house.journey}/_control/bus`)) as Record<string, { active: number }>;
  report(`webhook to bit off, ${name}`, {
    'p50 ms': quantile(ms, 0.5),
    'p99 ms': quantile(ms, 0.99),
    'messages left': queues['crm-events']?.active ?? 0,
  });
}

function withdrawal(id: string, row: string, subscription: string) {
  return {
    PrimaryEntityName: 'assent_permission',
    PrimaryEntityId: row,
    MessageName: 'Update',
    InputParameters: [{ key: 'Target', value: { Attributes: [{ key: 'assent_granted', value: false }] } }],
    PreEntityImages: [
      {
        key: 'before',
        value: {
          Attributes: [
            { key: 'assent_contactid', value: { LogicalName: 'contact', Id: id } },
            { key: 'assent_subscriptionid', value: { LogicalName: 'assent_subscription', Id: subscription } },
            { key: 'assent_channel', value: { Value: 1 } },
          ],
        },
      },
    ],
  };
}
