/**
 * How many calls a second the Spotler stand-in answers, from one client process beside it: `node test/bench/spotler.ts [contacts]`.
 * After a warm-up, two rounds each. Shows nothing about the real service.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { spawnStandIn } from '../../infra/local/ground/spawn-stand-in.ts';
import { createClient } from '../conformance/spotler/client.ts';

const main = fileURLToPath(new URL('../../infra/local/spotler/main.ts', import.meta.url));
const readyLine = z.object({
  url: z.string(),
  spotlerAuth: z.object({ consumerKey: z.string(), consumerSecret: z.string() }),
});

const contacts = process.argv.includes('--smoke') ? 1000 : 100_000;
const parallel = 16;
const roundMs = 1500;

const spotler = await spawnStandIn(main, ['--port', '0']);
try {
  const { url, spotlerAuth } = readyLine.parse(spotler.ready);
  const client = createClient(url, spotlerAuth);
  const startedMs = performance.now();
  await client.control('POST', '/seed', { contacts });
  console.log(`${contacts} contacts invented in ${Math.round(performance.now() - startedMs)} ms`);

  const any = () => `seed-${1 + Math.floor(Math.random() * contacts)}`;
  const batch = () => ({
    update: true,
    contacts: Array.from({ length: 100 }, () => ({
      externalId: any(),
      properties: { firstName: 'Eva', city: `City ${Math.random()}`, permissions: [{ bit: 1, enabled: true }] },
    })),
  });
  const window = 'fromDate=2020-01-01T00:00:00&toDate=2099-01-01T00:00:00&pageSize=100';

  await measure('GET contact', () => client.call('GET', `/contact/${any()}`));
  await measure('POST contact/list of 100', () => client.call('POST', '/contact/list', batch()));
  await measure('GET updates/list, 100 of all', () =>
    client.call('GET', `/contact/updates/list?${window}&after=${Math.floor(Math.random() * (contacts - 100))}`),
  );
} finally {
  await spotler.stop();
}

async function measure(name: string, call: () => Promise<{ readonly status: number }>): Promise<void> {
  await round(call, 300);
  const rates = [await round(call, roundMs), await round(call, roundMs)];
  console.log(`${name}: ${rates.map((rate) => Math.round(rate)).join(', ')} a second`);
}

/** Calls from `parallel` lines at once; the calls a second that were answered with 200. */
async function round(call: () => Promise<{ readonly status: number }>, lengthMs: number): Promise<number> {
  const startedMs = performance.now();
  let done = 0;
  const line = async () => {
    while (performance.now() - startedMs < lengthMs) {
      const { status } = await call();
      if (status !== 200) throw new Error(`Answered ${status}.`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, line));
  return (done * 1000) / (performance.now() - startedMs);
}
