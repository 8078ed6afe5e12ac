/**
 * "Why is she (not) mailed?" from the command line: gives the order *explain* by a Job row and prints its answer. Nothing is read past
 * the CRM's own rights, and the order stays there for whoever audits who asked.
 *
 *   npm run explain -- contact 3f2504e0-4f89-41d3-9a0c-0305e82c3301
 *   npm run explain -- eva@example.org
 *
 * By environment: DATAVERSE_URL, DATAVERSE_TOKEN_URL, DATAVERSE_CLIENT_ID, DATAVERSE_CLIENT_SECRET, DATAVERSE_SCOPE, as the
 * installer has them. Where they are not set, the house that `npm start` runs on this machine is asked.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openWebApi, type WebApi } from './web-api.ts';

const environmentShape = z.object({
  DATAVERSE_URL: z.url(),
  DATAVERSE_TOKEN_URL: z.url(),
  DATAVERSE_CLIENT_ID: z.string().min(1),
  DATAVERSE_CLIENT_SECRET: z.string().min(1),
  DATAVERSE_SCOPE: z.string().min(1),
});
const answerShape = z.object({ lines: z.array(z.string()), ledger: z.string() });
const failureShape = z.object({ error: z.string() });

/** The order waits for its turn behind others of the queue; longer than this, the relay does not run. */
const maxWaitMs = 120_000;
const askAgainMs = 500;

await main();

async function main(): Promise<void> {
  try {
    const argument = readArgument(process.argv.slice(2));
    const environment = await readEnvironment();
    const api = await openWebApi(environment.DATAVERSE_URL.replace(/\/+$/, ''), {
      tokenUrl: environment.DATAVERSE_TOKEN_URL,
      clientId: environment.DATAVERSE_CLIENT_ID,
      clientSecret: environment.DATAVERSE_CLIENT_SECRET,
      scope: environment.DATAVERSE_SCOPE,
    });
    const { lines, ledger } = await explain(api, argument);
    process.stdout.write([...lines, `The ledger: ${ledger}.`, ''].join('\n'));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function readArgument([first, id, ...more]: readonly string[]): object {
  if (first !== undefined && id !== undefined && more.length === 0) return { table: first, id };
  if (first !== undefined && id === undefined) return { address: first };
  throw new Error(
    'Give a table and an id, or an address: npm run explain -- contact <id>, npm run explain -- <address>',
  );
}

async function readEnvironment(): Promise<z.infer<typeof environmentShape>> {
  const given = environmentShape.safeParse(process.env);
  if (given.success) return given.data;
  const missing = given.error.issues.map(({ path }) => path.join('.'));
  if (missing.length < 5) throw new Error(`Set by environment: ${missing.join(', ')}.`);
  const local = `http://localhost:${process.env.ASSENT_PORT ?? 7070}/_control/environment`;
  const answer = await fetch(local).catch(() => undefined);
  if (!answer?.ok) throw new Error(`Set by environment: ${missing.join(', ')}; or run npm start beside this.`);
  return environmentShape.parse(await answer.json());
}

async function explain(api: WebApi, argument: object): Promise<z.infer<typeof answerShape>> {
  const id = randomUUID();
  await api.post('assent_jobs', {
    assent_jobid: id,
    assent_name: 'Explain',
    assent_kind: 'explain',
    assent_argument: JSON.stringify(argument),
    assent_status: 'new',
  });
  for (const end = Date.now() + maxWaitMs; Date.now() < end; await new Promise((go) => setTimeout(go, askAgainMs))) {
    const [job] = await api.query(`assent_jobs?$select=assent_status,assent_result&$filter=assent_jobid eq ${id}`);
    const result: unknown = JSON.parse(String(job?.assent_result ?? 'null'));
    if (job?.assent_status === 'done') return answerShape.parse(result);
    if (job?.assent_status === 'failed') throw new Error(failureShape.parse(result).error);
  }
  throw new Error(`The order ${id} has no answer yet: does the relay run, and are its steps enabled?`);
}
