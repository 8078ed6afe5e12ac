/**
 * How fast the local broker is, seen through the unmodified client library: messages a second sent, messages a second received and
 * completed in 64 sessions, and the time from send to handler when the bus is idle. Prints one line and ends by itself within 15 s on
 * a machine that is not busy. Run: node test/bench/service-bus.ts [--smoke]
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { spawnStandIn } from '../../infra/local/ground/spawn-stand-in.ts';

const queue = 'crm-events';
const sessionCount = 64;
const inFlight = 64;
const isSmoke = process.argv.includes('--smoke');
const sendMs = isSmoke ? 200 : 2000;
const hops = isSmoke ? 20 : 300;
const body = { v: 1, nudges: [{ table: 'contact', id: 'x'.repeat(900) }] };
const sessionIds = Array.from({ length: sessionCount }, (_, n) => `p${n}`);

// As the functions host does: the library leaves Nagle's algorithm on.
const { connect } = net;
Object.assign(net, { connect: (...args: Parameters<typeof connect>) => connect(...args).setNoDelay(true) });

const broker = await spawnStandIn('infra/local/service-bus/main.ts', ['--port', '0', '--credits-per-second', '0']);
const client = new ServiceBusClient(String(broker.ready.connectionString));
const cpuAtStart = brokerCpuMs();
const sent = await sendFor(sendMs);
const cpuAfterSend = brokerCpuMs();
const received = await receiveAll(sent.count);
const cpuAfterReceive = brokerCpuMs();
const hop = await measureHops();
process.stdout.write(
  `service-bus: send ${perSecond(sent)}/s (${inFlight} in flight), receive and complete ${perSecond(received)}/s (${sessionCount} sessions), ` +
    `send to handler p50 ${quantile(hop, 0.5)} ms, p99 ${quantile(hop, 0.99)} ms; ` +
    `broker ${perMessage(cpuAfterSend - cpuAtStart)} and ${perMessage(cpuAfterReceive - cpuAfterSend)} us of CPU a message, ${memoryMb()} MB\n`,
);
await client.close();
await broker.stop();

type Measured = { readonly count: number; readonly ms: number };

async function sendFor(ms: number): Promise<Measured> {
  const sender = client.createSender(queue);
  await sender.createMessageBatch(); // opens the link
  const start = performance.now();
  let count = 0;
  const sendLoop = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      await sender.sendMessages({ body, sessionId: sessionIds[count % sessionCount] ?? '' });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sendLoop));
  return { count, ms: performance.now() - start };
}

/** A subscriber for each session, one message at a time in each: what the functions host does. */
async function receiveAll(count: number): Promise<Measured> {
  const sessions = await Promise.all(sessionIds.map((id) => client.acceptSession(queue, id)));
  const start = performance.now();
  let completed = 0;
  await new Promise<void>((resolve) => {
    for (const session of sessions) {
      session.subscribe(
        {
          processMessage: async (message) => {
            await session.completeMessage(message);
            completed += 1;
            if (completed === count) resolve();
          },
          processError: async () => undefined,
        },
        { autoCompleteMessages: false },
      );
    }
  });
  const ms = performance.now() - start;
  await Promise.all(sessions.map((session) => session.close()));
  return { count, ms };
}

/** One message at a time to a session that a subscriber holds. */
async function measureHops(): Promise<number[]> {
  const sender = client.createSender(queue);
  const session = await client.acceptSession(queue, 'hop');
  let arrived: (message: ServiceBusReceivedMessage) => void = () => undefined;
  session.subscribe({
    processMessage: async (message) => arrived(message),
    processError: async () => undefined,
  });
  const times: number[] = [];
  for (let n = 0; n < hops; n += 1) {
    const start = performance.now();
    const arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    await sender.sendMessages({ body, sessionId: 'hop' });
    await arrival;
    times.push(performance.now() - start);
  }
  await session.close();
  return times.sort((a, b) => a - b);
}

/** Processor time of the broker so far, in clock ticks of 10 ms (Linux); it says more than the rates where the machine is busy. */
function brokerCpuMs(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${broker.ready.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function perMessage(cpuMs: number): number {
  return Math.round((cpuMs * 1000) / sent.count);
}

function perSecond({ count, ms }: Measured): number {
  return Math.round((count / ms) * 1000);
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
}

function memoryMb(): number {
  const status = process.platform === 'linux' ? readFileSync(`/proc/${broker.ready.pid}/status`, 'utf8') : '';
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
