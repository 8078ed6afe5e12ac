/** Webhooks a second that ingest accepts at 32 in flight, beside a bare node:http server that reads, parses and answers. */

import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { startHouse } from '../journeys/house.ts';
import { quantile, report, runMany } from './tools/measure.ts';

const smoke = process.argv.includes('--smoke');
const count = smoke ? 300 : 6000;
const width = 32;
const agent = new Agent({ keepAlive: true, maxSockets: width });

const house = await startHouse(['--no-reconcile', '--no-feedback'], { ASSENT_UNKIND: '' });
const bare = createServer((incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    answer.writeHead(202).end();
  });
}).listen(0, 'localhost');
await once(bare, 'listening');

try {
  const address = bare.address();
  const bareUrl = `http://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
  const url = `${house.webhook}?code=${house.webhookKey}`;
  await round(bareUrl, 200);
  await round(url, 200);
  // Alternating, so that what else the machine does meets both.
  for (let turn = 0; turn < (smoke ? 1 : 3); turn += 1) {
    const limit = await round(bareUrl, count);
    const ours = await round(url, count);
    report('bare node:http', limit);
    report('ingest', ours);
    report('ratio', { 'per s': ours['per s'] / limit['per s'], p99: ours['p99 ms'] / limit['p99 ms'] });
  }
} finally {
  bare.close();
  agent.destroy();
  await house.stop();
}

async function round(url: string, calls: number) {
  const { eachMs, seconds } = await runMany(calls, width, (index) => post(url, body(index)));
  return { 'per s': calls / seconds, 'p50 ms': quantile(eachMs, 0.5), 'p99 ms': quantile(eachMs, 0.99) };
}

/** About 7 KB, as a contact's Update is; a record that nobody has, so that the relay's work behind it stays small. */
function body(index: number): string {
  const attributes = Array.from({ length: 40 }, (_, at) => ({
    key: `new_column${at}`,
    value: `value ${at} `.repeat(10),
  }));
  return JSON.stringify({
    OrganizationId: house.organizationId,
    PrimaryEntityName: 'assent_other',
    PrimaryEntityId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    MessageName: 'Update',
    InputParameters: [{ key: 'Target', value: { LogicalName: 'contact', Attributes: attributes } }],
  }).replace('assent_other', index % 2 === 0 ? 'contact' : 'account');
}

function post(url: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 202 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(text);
  });
}
