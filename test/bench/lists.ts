/**
 * What it takes to read a whole account, without tables and without HTTP: list calls, and how much of the heap stays in use. The account
 * is made up as it is asked for, with true instants and windows in UTC.
 */

import { parseArgs } from 'node:util';
import { createSeen } from '../../functions/src/feedback/seen.ts';
import { createLists } from '../../functions/src/platforms/spotler/lists.ts';
import { report } from './tools/measure.ts';

/** `node --expose-gc test/bench/lists.ts --contacts=1000000`: without collections the heap is whatever the machine lets it be. */
const { values } = parseArgs({ options: { smoke: { type: 'boolean' }, contacts: { type: 'string' } } });
const size = values.smoke ? 20_000 : Number(values.contacts ?? 100_000);
const now = Date.UTC(2026, 10, 26, 14);
const yearMs = 365 * 86_400_000;

/** When the contact of a number was changed last; they come in this order. */
const shapes: Readonly<Record<string, (index: number) => number>> = {
  'over two years': (index) => now - ((size - index) * 2 * yearMs) / size,
  'within half an hour': (index) => now - 3_600_000 + (index * 1_800_000) / size,
  'about 4,000 a second': (index) => now - 3_600_000 + index / 4.0037,
  'all of one second': () => now - 60_000,
};
for (const [name, changedAt] of Object.entries(shapes)) await read(name, (index) => Math.floor(changedAt(index)));

async function read(name: string, changedAt: (index: number) => number): Promise<void> {
  let calls = 0;
  const get = async (path: string) => {
    calls += 1;
    return { status: 200, body: answer(new URL(path, 'http://bench'), changedAt), retryAfterMs: undefined };
  };
  const seen = createSeen();
  const start = performance.now();
  let [count, most] = [0, 0];
  for await (const { items } of createLists(get, () => now).contacts(undefined, 10_000)) {
    const news = items.filter((contact) => !seen.has(contact));
    for (const contact of news) seen.add(contact);
    count += news.length;
    globalThis.gc?.();
    most = Math.max(most, process.memoryUsage().heapUsed / 2 ** 20);
  }
  const seconds = (performance.now() - start) / 1000;
  const perTenThousand = (calls * 10_000) / size;
  report(`${count} contacts, ${name}`, { calls, 'for each 10,000': perTenThousand, seconds, 'heap MB, most': most });
}

function answer({ searchParams }: URL, changedAt: (index: number) => number): string {
  const date = (name: string) => Date.parse(`${searchParams.get(name)}Z`);
  const from = firstAt(date('fromDate'), changedAt) + Number(searchParams.get('after'));
  const to = Math.min(firstAt(date('toDate') + 1000, changedAt), from + Number(searchParams.get('pageSize')));
  const contacts = Array.from({ length: Math.max(0, to - from) }, (_, at) => contact(from + at, changedAt(from + at)));
  return JSON.stringify(contacts);
}

/** The number of the first contact that was changed then or later. */
function firstAt(ms: number, changedAt: (index: number) => number): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (changedAt(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function contact(index: number, lastChanged: number) {
  const permissions = [1, 2, 4].map((bit) => ({ bit, description: 'A permission', enabled: index % 2 === 0 }));
  return {
    externalId: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
    encryptedId: `e${index}`,
    lastChanged,
    properties: { email: `p${index}@bench.example`, firstName: 'Anna', lastName: 'Bakker', permissions },
    channels: [{ name: 'EMAIL', value: true }],
  };
}
