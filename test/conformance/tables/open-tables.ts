import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { RestError, TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import { get, post } from '../../../infra/local/ground/post.ts';
import { type StandInProcess, spawnStandIn } from '../../../infra/local/ground/spawn-stand-in.ts';

/**
 * The suites `entities` and `refusals` run against the stand-in (default) and against Azure, when ASSENT_TABLES_CONNECTION_STRING is set:
 * each test makes a table of its own there and deletes it.
 */
const azure = process.env.ASSENT_TABLES_CONNECTION_STRING;

export const main = join(__dirname, '../../../infra/local/tables/main.ts');

export type LogLine = { n: number; method: string; path: string; status: number; ms: number; at: string };
export type State = {
  activity: number;
  underWay: number;
  calls: { get: number; query: number; transaction: number; other: number };
  changes: number;
};
export type Tables = {
  /** A new, empty table. */
  readonly table: (options?: TableServiceClientOptions) => Promise<TableClient>;
  readonly order: (path: string, body: unknown) => Promise<unknown>;
  readonly state: () => Promise<State>;
  /** The calls since `since`, a number of the log. */
  readonly requests: (since?: number) => Promise<readonly LogLine[]>;
  readonly control: string;
  readonly connectionString: string;
};

/** One stand-in for the tests of a file; after each test its faults and switches are gone. */
export function useTables(...args: string[]): () => Tables {
  let standIn: StandInProcess | undefined;
  let made: TableClient[] = [];
  beforeAll(async () => {
    if (!azure) standIn = await spawnStandIn(main, args);
  });
  afterEach(async () => {
    if (standIn) await makeKind(String(standIn.ready.control));
    if (azure) await Promise.all(made.map((client) => client.deleteTable()));
    made = [];
  });
  afterAll(() => standIn?.stop());
  return () => {
    const connectionString = azure ?? String(standIn?.ready.connectionString);
    const control = String(standIn?.ready.control);
    const table = async (options: TableServiceClientOptions = {}) => {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      const client = TableClient.fromConnectionString(connectionString, name, {
        allowInsecureConnection: true,
        retryOptions: { maxRetries: 0 },
        ...options,
      });
      await client.createTable();
      made.push(client);
      return client;
    };
    return {
      table,
      control,
      connectionString,
      order: (path, body) => post(`${control}/_control/${path}`, body),
      state: async () => (await get(`${control}/_control/state`)) as State,
      requests: async (since = 0) => (await get(`${control}/_control/requests?since=${since}`)) as LogLine[],
    };
  };
}

async function makeKind(control: string): Promise<void> {
  await fetch(`${control}/_control/faults`, { method: 'DELETE' });
  await post(`${control}/_control/behaviour`, {
    delayMs: [0, 0],
    busyShare: 0,
    busyInsideShare: 0,
    emptyPageShare: 0,
    cutShare: 0,
  });
}

/** How a call failed: status and error code, as the library gives them for single calls and for transactions. */
export async function failureOf(call: Promise<unknown>): Promise<{ status?: number; code?: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const details = error.details as { odataError?: { code?: string } } | undefined;
    const code = details?.odataError?.code ?? error.code;
    return {
      ...(error.statusCode === undefined ? {} : { status: error.statusCode }),
      ...(code === undefined ? {} : { code }),
      message: error.message,
    };
  }
  throw new Error('The call did not fail.');
}
