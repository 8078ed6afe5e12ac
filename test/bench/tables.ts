/** What the proxy before Azurite costs: the same calls through it and past it, in turns, so that both meet the same machine. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { TableClient, type TransactionAction } from '@azure/data-tables';
import { spawnStandIn } from '../../infra/local/ground/spawn-stand-in.ts';
import { cpuMs, quantile, report, runMany } from './tools/measure.ts';

const smoke = process.argv.includes('--smoke');
const rounds = smoke ? 1 : 5;
const gets = smoke ? 50 : 1000;
const transactions = smoke ? 10 : 200;
const changesEach = 32;
const width = 16;

const standIn = await spawnStandIn(join(import.meta.dirname, '../../infra/local/tables/main.ts'), []);
try {
  const ways = {
    direct: await openTable(String(standIn.ready.direct)),
    proxy: await openTable(String(standIn.ready.connectionString)),
  };
  for (const table of Object.values(ways))
    await table.createEntity({ partitionKey: 'p', rowKey: 'r', text: 'x'.repeat(200) });
  const rates: Record<string, number[]> = {};
  const proxyCpu = cpuMs(Number(standIn.ready.pid));
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, table] of Object.entries(ways)) {
      const got = await runMany(gets, width, async () => void (await table.getEntity('p', 'r')));
      keep(rates, `gets, ${way}`, gets / got.seconds);
      const single = await runMany(gets / 5, 1, async () => void (await table.getEntity('p', 'r')));
      keep(rates, `gets one after the other, ${way}`, gets / 5 / single.seconds);
      const written = await runMany(transactions, width, async (n) => void (await table.submitTransaction(changes(n))));
      keep(rates, `transactions of ${changesEach}, ${way}`, transactions / written.seconds);
    }
  }
  for (const [name, values] of Object.entries(rates).sort())
    report(name, { 'p50/s': quantile(values, 0.5), 'min/s': quantile(values, 0), 'max/s': quantile(values, 1) });
  const calls = rounds * (gets * 1.2 + transactions);
  report('proxy', { 'cpu ms/call': (cpuMs(Number(standIn.ready.pid)) - proxyCpu) / calls });
} finally {
  await standIn.stop();
}

async function openTable(connectionString: string): Promise<TableClient> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const table = TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  await table.createTable();
  return table;
}

/** Each transaction has a partition of its own, of the same rows in each round: the tables do not grow. */
function changes(n: number): TransactionAction[] {
  return Array.from({ length: changesEach }, (_, row) => [
    'upsert',
    { partitionKey: `p${n}`, rowKey: `r${row}`, text: 'x'.repeat(200), count: row },
    'Replace',
  ]);
}

function keep(rates: Record<string, number[]>, name: string, rate: number): void {
  rates[name] = [...(rates[name] ?? []), rate];
}
