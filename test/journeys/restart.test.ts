import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendantsOf, stillRunning, until } from '../conformance/house/run-house.ts';
import { bitsOn, carryOut, explain, fire, later, subscribe, tableRows } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** The messages of this bus end with it: what goes on, goes on from what stands in the CRM and in the tables. */
let house: House;
let data: string;
/** Job rows that came to their end, as they were then. */
let finished: readonly Columns[];
/** How far the platform was read. */
let progress: Columns;
let stays: string;
let erased: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'restart-'));
  house = await start();
  stays = (await subscribe(house, 'Blijft')).id;
  erased = (await subscribe(house, 'Gewist')).id;
  for (const kind of ['check', 'refreshsubscriptions']) await carryOut(house, kind);
  for (const kind of ['erase', 'explain', 'replay']) await carryOut(house, kind, { table: 'contact', id: erased });
  await carryOut(house, 'confirmconsent', { table: 'contact', id: stays });
  await fire(house, 'feedback');
  await fire(house, 'reconcile');
  finished = await orders();
  progress = await readProgress();
});
afterAll(async () => {
  await house.stop();
  await rm(data, { recursive: true, force: true });
});

/** At the same addresses as before: another address of the platform is another account to the relay. */
const start = (before?: House) => {
  const port = before ? { ASSENT_PORT: new URL(before.journey).port } : {};
  return startHouse(['--no-feedback', '--data', data], port);
};

const orders = () =>
  house.crm.rows('assent_jobs?$select=assent_jobid,assent_kind,assent_status,assent_result,modifiedon');

async function readProgress(): Promise<Columns> {
  const row = (await tableRows(house, 'control')).find(({ rowKey }) => rowKey === 'feedback');
  return { phase: row?.phase, startedAt: row?.startedAt, baselineAt: row?.baselineAt };
}

/** An order whose last call the platform keeps waiting; the process ends meanwhile. */
async function beginErasure(id: string): Promise<string> {
  const match = { method: 'PUT', pathPattern: `anonymize/${id}` };
  await house.post(`${house.spotler}/_control/faults`, { match, delayMs: 60_000, count: 1 });
  const argument = JSON.stringify({ table: 'contact', id });
  const columns = { assent_kind: 'erase', assent_argument: argument, assent_status: 'new' };
  const job = await house.crm.create('assent_jobs', columns);
  await until(async () => (await house.crm.read(`assent_jobs(${job})`)).assent_status === 'running');
  await until(async () => (await bitsOn(house, id)).length === 0);
  return job;
}

/** Power gone: nothing of the product can do anything any more. The stand-ins, which are the world, keep what they have. */
async function killHouse(): Promise<void> {
  const parts = descendantsOf(house.process.pid ?? 0);
  for (const pid of house.pids.functions) process.kill(pid, 'SIGKILL');
  house.process.kill('SIGKILL');
  await once(house.process, 'exit');
  await until(() => stillRunning(parts).length === 0);
}

describe.each([
  // The clock begins anew with each house: the second waits longer than the first one's was ahead.
  ['stopped', { lastname: 'Halverwege', end: () => house.stop(), waitSeconds: 600 }],
  ['killed', { lastname: 'Middenin', end: killHouse, waitSeconds: 1800 }],
])('G-6.43: a house that is %s and started again', (_, { lastname, end, waitSeconds }) => {
  let begun: string;
  let person: string;

  beforeAll(async () => {
    person = (await subscribe(house, lastname)).id;
    begun = await beginErasure(person);
    await end();
    house = await start(house);
  });

  test('does not read the platform for the first time again, nor look at anybody anew', async () => {
    await fire(house, 'feedback');
    await fire(house, 'reconcile');

    expect(await readProgress()).toEqual(progress);
    expect(await house.events(stays)).toEqual([]);
    expect(await bitsOn(house, stays)).toEqual(['1']);
  });

  test('ends an order that was begun', async () => {
    expect(await house.crm.read(`assent_jobs(${begun})`)).toMatchObject({ assent_status: 'running' });

    await later(house, waitSeconds);
    await fire(house, 'reconcile');

    expect(await house.crm.read(`assent_jobs(${begun})`)).toMatchObject({ assent_status: 'done' });
    expect((await house.contact(person))?.properties.lastName).toBeUndefined();
    expect((await explain(house, person)).ledger).toBe('holds');
  });

  test('leaves finished orders as they are: state, result and time', async () => {
    expect(await orders()).toEqual(expect.arrayContaining([...finished]));
    expect(new Set(finished.map((job) => job.assent_status))).toEqual(new Set(['done', 'failed']));
  });

  test('leaves an erased person erased', async () => {
    await house.crm.update('contacts', erased, { firstname: 'Opnieuw' });
    await house.quiet();

    expect(await bitsOn(house, erased)).toEqual([]);
    expect((await explain(house, erased)).lines.join('\n')).toContain('the person was erased');
  });
});
