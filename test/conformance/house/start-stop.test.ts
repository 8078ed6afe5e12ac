import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HouseProcess, runHouse, stillRunning, until } from './run-house.ts';

const started: HouseProcess[] = [];
const seen: number[] = [];

function run(args: readonly string[], firstPort?: number): HouseProcess {
  const house = runHouse(args, firstPort);
  started.push(house);
  return house;
}

function partsOf(house: HouseProcess): readonly number[] {
  const parts = house.descendants();
  seen.push(...parts);
  return parts;
}

/** A test that failed leaves nothing behind either. */
afterAll(() => {
  for (const house of started) seen.push(...partsOf(house), house.child.pid ?? 0);
  for (const pid of stillRunning(seen)) process.kill(pid, 'SIGKILL');
});

async function status(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { 'x-assent-page': '1' } }).catch(() => undefined);
  return answer?.status ?? 0;
}

test('an option that does not exist ends the start at once and is named', async () => {
  const house = run(['--hoste', '2']);

  const code = await house.ended;

  expect(code).not.toBe(0);
  expect(house.said()).toContain('--hoste');
});

test('a setting that is refused ends the start with its name, and nothing keeps running', async () => {
  const house = run(['--set', 'WEBHOOK_KEY=short']);
  await until(() => house.descendants().length >= 5);
  const parts = partsOf(house);

  const code = await house.ended;

  expect(code).not.toBe(0);
  expect(house.said()).toContain('WEBHOOK_KEY');
  expect(house.printed()).toEqual([]);
  await until(() => stillRunning(parts).length === 0);
});

test('a start that is interrupted half way stops what it has begun', async () => {
  const house = run([]);
  await until(() => house.descendants().length >= 2);
  const parts = partsOf(house);

  const code = await house.interrupt('SIGTERM');

  expect(code).toBe(0);
  expect(house.printed()).toEqual([]);
  await until(() => stillRunning(parts).length === 0);
});

describe('with two functions hosts and the first port taken', () => {
  const firstPort = 17_000 + Math.floor(Math.random() * 14_000);
  const taken = createServer();
  let house: HouseProcess;

  beforeAll(async () => {
    await new Promise<void>((resolve) => taken.listen(firstPort, 'localhost', resolve));
    house = run(['--hosts', '2'], firstPort);
    await house.ready;
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  test('Journey moves to a free port, and one line is all that stdout gets', async () => {
    const { journey } = await house.ready;

    expect(journey).not.toBe(`http://localhost:${firstPort}`);
    expect(await status(`${journey}/_control/pids`)).toBe(200);
    expect(house.printed()).toHaveLength(1);
  });

  test('a functions host that is killed comes back, and its address answers meanwhile', async () => {
    const { journey, functions, pids } = await house.ready;
    const [killed = 0, other = 0] = pids.functions;
    const living = async (): Promise<readonly number[]> =>
      (await (await fetch(`${journey}/_control/pids`)).json()).functions;

    process.kill(killed, 'SIGKILL');
    await until(async () => !(await living()).includes(killed));
    const meanwhile = await status(`${functions}/api/health`);
    await until(async () => (await living()).length === 2);

    expect(meanwhile).toBe(200);
    expect(await living()).toContain(other);
    expect(await living()).not.toContain(killed);
  });

  test('Ctrl+C stops everything', async () => {
    const { pids } = await house.ready;
    const parts = partsOf(house);
    expect(parts).toContain(pids.serviceBus);

    const code = await house.interrupt('SIGINT');

    expect(code).toBe(0);
    expect(stillRunning(parts)).toEqual([]);
  });
});

test('an organisation without Sales gets the core solution alone; when the broker dies everything stops and says so', async () => {
  const house = run(['--bare']);
  const { dataverse, pids } = await house.ready;
  const parts = partsOf(house);
  const solutions = await fetch(`${dataverse}/api/data/v9.2/solutions?$select=uniquename`, {
    headers: { 'x-assent-page': '1' },
  });
  const names = JSON.stringify(await solutions.json());
  expect(names).toContain('assent_core');
  expect(names).not.toContain('assent_sales');

  process.kill(pids.serviceBus, 'SIGKILL');
  const code = await house.ended;

  expect(code).not.toBe(0);
  expect(house.said()).toContain('service-bus ended');
  expect(stillRunning(parts)).toEqual([]);
});

describe('started again with --data', () => {
  const data = mkdtempSync(join(tmpdir(), 'house-'));
  const contact = '6f5b0c1e-2a53-4a27-9a1c-3d1f2b8f7a01';
  let house: HouseProcess;

  beforeAll(async () => {
    const first = run(['--data', data]);
    const { dataverse } = await first.ready;
    await fetch(`${dataverse}/_control/write`, {
      method: 'POST',
      body: JSON.stringify({ table: 'contact', id: contact, set: { firstname: 'Kept' } }),
    });
    await first.interrupt('SIGTERM');
    house = run(['--data', data]);
    await house.ready;
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  test('the house has the records it had when SIGTERM stopped it', async () => {
    const { dataverse } = await house.ready;

    expect(await status(`${dataverse}/api/data/v9.2/contacts(${contact})?$select=firstname`)).toBe(200);
  });

  test('parts whose house was killed stop by themselves', async () => {
    const parts = partsOf(house);
    expect(parts.length).toBeGreaterThanOrEqual(6);

    house.child.kill('SIGKILL');
    await house.ended;

    await until(() => stillRunning(parts).length === 0);
  });
});
