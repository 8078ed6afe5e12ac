import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const readyShape = z.object({
  journey: z.string(),
  functions: z.string(),
  dataverse: z.string(),
  spotler: z.string(),
  webhook: z.string(),
  webhookKey: z.string(),
  organizationId: z.string(),
  serviceBus: z.string(),
  tables: z.string(),
  tablesControl: z.string(),
  dataverseAuth: z.object({ tokenUrl: z.string(), clientId: z.string(), clientSecret: z.string(), scope: z.string() }),
  pids: z.object({ functions: z.array(z.number()), serviceBus: z.number() }),
});

export type Columns = Record<string, unknown>;
export type Contact = {
  readonly externalId: string;
  readonly properties: Record<string, string | undefined>;
  readonly permissions: Record<string, boolean>;
  readonly state: string;
};
export type JourneyEvent = {
  readonly n: number;
  readonly event: string;
  readonly id?: string;
  readonly [field: string]: unknown;
};

/** The running house as a test sees it: HTTP in, platform state out. */
export type House = z.infer<typeof readyShape> & {
  readonly crm: Crm;
  /** The platform's contact, or undefined where it has none. */
  readonly contact: (externalId: string) => Promise<Contact | undefined>;
  /** Waits until nothing is under way. Throws an Error that says what still is. */
  readonly quiet: () => Promise<void>;
  readonly events: (id: string) => Promise<readonly JourneyEvent[]>;
  /** POST to a control surface or page of the house; the answer's JSON. */
  readonly post: (url: string, body: unknown) => Promise<unknown>;
  readonly get: (url: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
  readonly process: ChildProcess;
};

export type Crm = {
  /** Creates a row and gives its id. */
  readonly create: (set: string, columns: Columns) => Promise<string>;
  readonly update: (set: string, id: string, columns: Columns) => Promise<void>;
  readonly remove: (set: string, id: string) => Promise<void>;
  readonly read: (path: string) => Promise<Columns>;
  readonly rows: (path: string) => Promise<readonly Columns[]>;
  readonly action: (name: string, parameters: Columns) => Promise<void>;
  /** A permission row: record set (as contacts), its id, the bit, yes or no. */
  readonly permit: (
    set: 'contacts' | 'leads' | 'accounts',
    id: string,
    bit: number,
    granted?: boolean,
    channel?: 1 | 2,
  ) => Promise<string>;
};

/**
 * Bundles wait in place for minutes while the platform does not answer, and reconcile spreads its queries; here that would be time in
 * which nothing happens.
 */
const waits = ['--set', 'CIRCUIT_WAIT_SECONDS=1', '--set', 'RECONCILE_QUERIES_PER_SECOND=100'];

/**
 * Starts a house of its own for a test file: no shared ports, no shared state. Reconcile runs only when it is fired: by its schedule it
 * would look at records in the middle of a journey that counts looks. `--timers` lets it.
 */
export async function startHouse(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<House> {
  const options = args.includes('--timers') ? args.filter((arg) => arg !== '--timers') : ['--no-reconcile', ...args];
  const child = spawn(
    process.execPath,
    [join(root, 'infra', 'local', 'start.ts'), '--json', '--empty', ...waits, ...options],
    {
      stdio: ['ignore', 'pipe', process.env.ASSENT_TEST_OUTPUT ? 'inherit' : 'pipe'],
      env: {
        ...process.env,
        ASSENT_UNKIND: '1',
        // Below 32,768: from there on outgoing connections take ports while a house is starting.
        ASSENT_PORT: String(10000 + Math.floor(Math.random() * 22000)),
        ...env,
      },
    },
  );
  const said: string[] = [];
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const line = await firstLine(child, said);
  const ready = readyShape.parse(JSON.parse(line));
  const post = (url: string, body: unknown) => call(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
  const get = (url: string) => call(url, {});
  // Late and out of order as ever, but each once: a journey counts tries and outcomes. Doubled ones have journeys of their own.
  const order = { paused: false, shuffle: true, delayMs: [0, 20], repeatShare: 0, dropShare: 0 };
  await post(`${ready.dataverse}/_control/async`, order);
  return {
    ...ready,
    crm: await openCrm(ready),
    contact: async (externalId) => {
      const answer = await fetch(`${ready.spotler}/_control/contacts/${externalId}`);
      if (answer.status === 404) return undefined;
      return (await answer.json()) as Contact;
    },
    quiet: async () => {
      const answer = z
        .object({ idle: z.boolean(), why: z.string().optional() })
        .parse(await get(`${ready.journey}/_control/idle?timeoutMs=45000`));
      if (!answer.idle)
        throw new Error(`The house is not quiet: ${answer.why}. It said:\n${said.slice(-20).join('\n')}`);
    },
    events: async (id) => {
      const answer = await fetch(`${ready.journey}/_control/events?since=0`);
      if (answer.headers.get('x-lost-events') !== '0') throw new Error('The house keeps older events no longer.');
      const all = (await answer.json()) as JourneyEvent[];
      return all.filter((event) => event.id === id);
    },
    post,
    get,
    stop: async () => {
      if (child.exitCode !== null) return;
      try {
        await keepLog(ready.journey, said);
      } finally {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    },
    process: child,
  };
}

/** What happened in the houses of a file, for whoever asks why a journey failed: `test/results/<file>.log`. Ids only. */
async function keepLog(journey: string, said: readonly string[]): Promise<void> {
  // Outside of jest, in a bench, nobody asks.
  if (typeof expect === 'undefined') return;
  const { testPath = 'house' } = expect.getState();
  const path = join(root, 'test', 'results', `${basename(testPath, '.test.ts')}.log`);
  const answer = await fetch(`${journey}/_control/events?since=0`);
  const events = z.array(z.unknown()).parse(await answer.json());
  const lines = [...events.map((event) => JSON.stringify(event)), ...said];
  // Jest loads this module for each file anew.
  await writeFile(path, `${lines.join('\n')}\n`, { flag: houses.size === 0 ? 'w' : 'a' });
  houses.add(journey);
}

/** Those of this file that have left their log. */
const houses = new Set<string>();

const json = { 'content-type': 'application/json' };

async function firstLine(child: ChildProcess, said: readonly string[]): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  // Ended before the hook that waits for it gives up: a house left behind would keep the test run alive.
  const late = setTimeout(() => child.kill('SIGTERM'), 50_000);
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => undefined),
  ]);
  clearTimeout(late);
  if (line === undefined) throw new Error(`The house did not start:\n${said.join('\n')}`);
  return line;
}

async function call(url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Signs in with the relay's own client; a token that the moved clock has ended is replaced. */
async function openCrm({ dataverse, dataverseAuth }: z.infer<typeof readyShape>): Promise<Crm> {
  const { tokenUrl, clientId, clientSecret, scope } = dataverseAuth;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  const signIn = async () => {
    const answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
    return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  };
  let token = await signIn();
  const base = `${dataverse}/api/data/v9.2/`;
  const request = async (method: string, path: string, body?: Columns): Promise<Response> => {
    const once = () =>
      fetch(base + path, {
        method,
        headers: { ...json, authorization: `Bearer ${token}` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    let answer = await once();
    if (answer.status === 401) {
      token = await signIn();
      answer = await once();
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const send = async (method: string, path: string, body?: Columns): Promise<unknown> => {
    const text = await (await request(method, path, body)).text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const create = async (set: string, columns: Columns): Promise<string> => {
    const { headers } = await request('POST', set, columns);
    return /\(([0-9a-f-]{36})\)/.exec(headers.get('odata-entityid') ?? '')?.[1] ?? '';
  };
  const rows = async (path: string): Promise<readonly Columns[]> => {
    const page = (await send('GET', path)) as { value: Columns[]; '@odata.nextLink'?: string };
    const next = page['@odata.nextLink'];
    return next === undefined ? page.value : [...page.value, ...(await rows(next.slice(base.length)))];
  };
  return {
    create,
    rows,
    update: async (set, id, columns) => void (await send('PATCH', `${set}(${id})`, columns)),
    remove: async (set, id) => void (await send('DELETE', `${set}(${id})`)),
    read: async (path) => (await send('GET', path)) as Columns,
    action: async (name, parameters) => void (await send('POST', name, parameters)),
    permit: async (set, id, bit, granted = true, channel = 1) => {
      const [subscription] = await rows(
        `assent_subscriptions?$select=assent_subscriptionid&$filter=assent_externalid eq '${bit}'`,
      );
      return create('assent_permissions', {
        [`assent_${set.slice(0, -1)}id@odata.bind`]: `/${set}(${id})`,
        'assent_subscriptionid@odata.bind': `/assent_subscriptions(${subscription?.assent_subscriptionid})`,
        assent_channel: channel,
        assent_granted: granted,
      });
    },
  };
}
