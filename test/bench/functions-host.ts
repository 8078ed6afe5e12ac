/**
 * Measures the local Functions host: HTTP requests per second of an empty handler beside bare node:http in the same run, and the time
 * from sending a message to its handler on an idle bus. Needs the local Service Bus. Ends by itself in less than 15 s.
 *
 *     node test/bench/functions-host.ts
 */
import { spawn } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import { ServiceBusClient } from '@azure/service-bus';
import { runApp } from '../conformance/functions-host/run-app.ts';
import { runBus } from '../conformance/functions-host/run-bus.ts';

const inFlight = 32;
const httpMs = 1_500;
const rounds = 3;
const hops = 150;

/** What every answer costs at least: a server that reads the body and answers, in a process of its own like the host. */
const bareServer = `
  const server = require('node:http').createServer((call, response) => {
    call.resume();
    call.once('end', () => response.writeHead(202).end());
  });
  server.listen(0, 'localhost', () => console.log(server.address().port));
`;

const body = JSON.stringify({ PrimaryEntityName: 'contact', filler: 'x'.repeat(1_000) });

/** Requests a second with `inFlight` under way all the time. */
async function requestsPerSecond(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const end = performance.now() + httpMs;
  const state = { done: 0 };
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const call = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.once('end', resolve);
      });
      call.once('error', reject);
      call.end(body);
    });
  const worker = async () => {
    for (; performance.now() < end; state.done += 1) await post();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  agent.destroy();
  return Math.round(state.done / (httpMs / 1000));
}

const quantile = (values: readonly number[], q: number) =>
  (values.toSorted((one, other) => one - other)[Math.floor(values.length * q)] ?? 0).toFixed(1);

const bus = await runBus();
const app = await runApp({
  BUS: bus.connectionString,
  'AzureWebJobs.sessions.Disabled': 'false',
  AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions: '64',
  AzureFunctionsJobHost__extensions__serviceBus__sessionIdleTimeout: '00:00:30',
});

const bare = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
const bareUrl = `http://localhost:${String(await new Promise((resolve) => bare.stdout.once('data', resolve))).trim()}/`;

for (let round = 1; round <= rounds; round += 1) {
  const [host, plain] = [await requestsPerSecond(`${app.url}/api/empty`), await requestsPerSecond(bareUrl)];
  console.log(`http, ${inFlight} in flight, round ${round}: host ${host}/s, bare node:http ${plain}/s`);
}
bare.kill();

const client = new ServiceBusClient(bus.connectionString);
const sender = client.createSender('work');
const times: number[] = [];
for (let index = 0; index < hops; index += 1) {
  const sentAt = Date.now();
  await sender.sendMessages({ body: { name: `hop-${index}`, sentAt }, sessionId: `p${index % 64}` });
  while (!app.lines.at(-1)?.includes(`"hop-${index}"`)) await new Promise((resolve) => setImmediate(resolve));
  times.push(performance.timeOrigin + performance.now() - sentAt);
}
const warm = times.slice(64);
console.log(
  `send + hop to the handler's log line, 64 loops: p50 ${quantile(warm, 0.5)} ms, p99 ${quantile(warm, 0.99)} ms`,
);
console.log(`the same with a session to be accepted first: p50 ${quantile(times.slice(0, 64), 0.5)} ms`);

await client.close();
await app.stop();
await bus.stop();
