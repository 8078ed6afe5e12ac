/**
 * How many calls a second the Dataverse stand-in answers, from one client process beside it, with 100,000 contacts stored:
 * `node test/bench/dataverse.ts [--smoke]`. After a warm-up, two rounds each. Shows nothing about a real organisation.
 */
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { spawnStandIn } from '../../infra/local/ground/spawn-stand-in.ts';
import { consentSet, endpointId, sampleSolution } from '../conformance/dataverse/sample-solution.ts';

const main = fileURLToPath(new URL('../../infra/local/dataverse/main.ts', import.meta.url));
const readyLine = z.object({
  url: z.string(),
  dataverseAuth: z.object({ tokenUrl: z.string(), clientId: z.string(), clientSecret: z.string(), scope: z.string() }),
});
const rowsSchema = z.object({ value: z.array(z.object({ contactid: z.string() })) });
const stateSchema = z.object({ webhooks: z.object({ waiting: z.number(), underWay: z.number() }) });

const smoke = process.argv.includes('--smoke');
const contacts = smoke ? 2000 : 100_000;
const roundMs = smoke ? 100 : 1000;
const parallel = 16;
const agent = new Agent({ keepAlive: true, maxSockets: parallel });

const sink = createServer((message, answer) => {
  message.resume();
  message.on('end', () => answer.writeHead(202).end());
});
await new Promise<void>((resolve) => sink.listen(0, 'localhost', resolve));
const standIn = await spawnStandIn(main, ['--port', '0']);
try {
  await run(readyLine.parse(standIn.ready));
} finally {
  agent.destroy();
  await standIn.stop();
  sink.close();
  sink.closeAllConnections();
}

async function run({ url, dataverseAuth }: z.infer<typeof readyLine>): Promise<void> {
  const token = await signIn(dataverseAuth);
  const call = (method: string, path: string, body?: unknown) =>
    send(method, `${url}/api/data/v9.2/${path}`, token, body);
  const control = (name: string, body?: unknown) =>
    send(body === undefined ? 'GET' : 'POST', `${url}/_control/${name}`, '', body);

  await installSample(call, control);
  await control('limits', { on: false });
  const startedMs = performance.now();
  await control('seed', { contacts, leads: 0, accounts: 0 });
  console.log(`${contacts} contacts invented in ${Math.round(performance.now() - startedMs)} ms`);
  const ids = rowsSchema
    .parse(JSON.parse(await call('GET', 'contacts?$select=contactid')))
    .value.map((row) => row.contactid);
  const any = () => ids[Math.floor(Math.random() * ids.length)] ?? '';
  const many = () => `[${Array.from({ length: 100 }, () => `'${any()}'`).join()}]`;
  const select = '$select=contactid,emailaddress1,statecode,donotemail,versionnumber';

  await measure('GET contacts(id)', () => call('GET', `contacts(${any()})?${select}`));
  await measure('GET contacts, In of 100', () => call('GET', `contacts?${select}&$filter=${inOf(many())}`));
  await measure(`the same with $expand of ${consentSet}`, () =>
    call('GET', `contacts?${select}&$filter=${inOf(many())}&$expand=smp_contact_consents($select=smp_granted)`),
  );
  await measure('GET contacts, a page of 5,000 ids', () => call('GET', 'contacts?$select=contactid'));
  await measure('POST contacts, with a webhook each', () =>
    call('POST', 'contacts', { firstname: 'Ada', lastname: 'Vos' }),
  );
  const drainMs = await drain(control);
  console.log(`webhooks left after the last create were sent in ${Math.round(drainMs)} ms`);
}

function inOf(list: string): string {
  return `Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=${list})`;
}

type Call = (method: string, path: string, body?: unknown) => Promise<string>;
type Control = (name: string, body?: unknown) => Promise<string>;

async function installSample(call: Call, control: Control): Promise<void> {
  const zip = join(await mkdtemp(join(tmpdir(), 'dataverse-bench-')), 'sample.zip');
  writeFileSync(zip, sampleSolution());
  await control('import', { zip, activateSteps: true });
  const address = sink.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await call('PATCH', `serviceendpoints(${endpointId})`, { url: `http://localhost:${port}/hook`, authvalue: 'key' });
}

async function signIn(auth: z.infer<typeof readyLine>['dataverseAuth']): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: auth.clientId,
    client_secret: auth.clientSecret,
    scope: auth.scope,
  });
  const answer = await fetch(auth.tokenUrl, { method: 'POST', body: form });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

async function drain(control: Control): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const { webhooks } = stateSchema.parse(JSON.parse(await control('state')));
    if (webhooks.waiting + webhooks.underWay === 0) return performance.now() - startedMs;
  }
}

async function measure(name: string, work: () => Promise<string>): Promise<void> {
  await round(work, roundMs / 5);
  const rates = [await round(work, roundMs), await round(work, roundMs)];
  console.log(`${name}: ${rates.map((rate) => Math.round(rate)).join(', ')} a second`);
}

/** Calls from `parallel` lines at once; gives the calls a second. */
async function round(work: () => Promise<string>, lengthMs: number): Promise<number> {
  const startedMs = performance.now();
  let done = 0;
  const line = async () => {
    while (performance.now() - startedMs < lengthMs) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, line));
  return (done * 1000) / (performance.now() - startedMs);
}

/** Throws on every answer but 2xx. */
function send(method: string, address: string, token: string, body?: unknown): Promise<string> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    ...(token !== '' && { authorization: `Bearer ${token}`, 'if-none-match': 'null' }),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(`${Buffer.concat(chunks)}`);
        else reject(new Error(`${method} ${address} answered ${status}: ${Buffer.concat(chunks)}`));
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
