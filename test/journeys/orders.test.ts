import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bitsOn, carryOut, endFaults, explain, later, openTable, subscribe, tableRows } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

const runFile = promisify(execFile);
const explainScript = join(import.meta.dirname, '..', '..', 'solution', 'explain.ts');

/** What the installer sets by environment. */
function environment(): NodeJS.ProcessEnv {
  const { tokenUrl, clientId, clientSecret, scope } = house.dataverseAuth;
  return {
    PATH: process.env.PATH,
    DATAVERSE_URL: house.dataverse,
    DATAVERSE_TOKEN_URL: tokenUrl,
    DATAVERSE_CLIENT_ID: clientId,
    DATAVERSE_CLIENT_SECRET: clientSecret,
    DATAVERSE_SCOPE: scope,
  };
}

/** What can be asked afterwards: journeys of a record, the ledger, explain. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());
afterEach(() => endFaults(house));

const subscriber = (name: string, columns: Columns = {}) => subscribe(house, name, columns);

test('P-2: what happened to a record, when, with which fields and which answer, can be read step by step', async () => {
  const { id } = await subscriber('Volgt');
  const before = (await house.events(id)).at(-1)?.n ?? 0;

  await house.crm.update('contacts', id, { address1_city: 'Utrecht' });
  await house.quiet();

  const steps = (await house.events(id)).filter(({ n }) => n > before);
  expect(steps).toMatchObject([
    { event: 'accepted', message: 'Update' },
    { event: 'looked', found: 'found', active: true },
    { event: 'decided', kind: 'give', fields: expect.arrayContaining(['city']) },
    { event: 'called', call: 'give', code: 'done' },
    { event: 'ended', outcome: 'applied', count: 1 },
  ]);
  const times = steps.map(({ at }) => String(at));
  expect(times.every((time) => !Number.isNaN(Date.parse(time)))).toBe(true);
});

test('P-30: may she be mailed for this, and why or why not, is answered on order for each permission', async () => {
  const { id, row } = await subscriber('Mag');
  await house.crm.permit('contacts', id, 4);
  await house.quiet();
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.quiet();

  const { lines } = await explain(house, id);

  const text = lines.join('\n');
  expect(text).toMatch(/^1~email is off since \S+, because: crm says no\.$/m);
  expect(text).toMatch(/^4~email is on since \S+, because: crm says yes\.$/m);
  expect(text).toMatch(/^Asked now: 4~email may be on, because: crm says yes\.$/m);
});

test.each([
  ['that is none', 'mag@example.org', /^assent_argument: give .*"id"/],
  ['that nobody has', '11111111-2222-4333-8444-555555555555', /there is no contact 1{8}/],
])('an order about an id %s fails and says what to do', async (_, id, sentence) => {
  const { status, result } = await carryOut(house, 'explain', { table: 'contact', id });

  expect(status).toBe('failed');
  expect(JSON.stringify(result)).toMatch(/assent_argument/);
  expect((result as { error: string }).error).toMatch(sentence);
});

test('P-30 N-3: an address is explained by everybody who has it, on order and from the command line, and is written down nowhere', async () => {
  const { id, row } = await subscriber('Adres');
  const other = await subscriber('Ander', { emailaddress1: 'adres@example.org' });
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.quiet();

  const { status, result } = await carryOut(house, 'explain', { address: ' ADRES@example.org' });
  const { stdout } = await runFile(process.execPath, [explainScript, 'adres@example.org'], { env: environment() });

  expect(status).toBe('done');
  const { lines, records } = result as { lines: readonly string[]; records: readonly unknown[] };
  expect(records).toEqual(expect.arrayContaining([id, other.id].map((each) => ({ table: 'contact', id: each }))));
  const decided = `contact ${other.id} says yes to 1~email, and that does not count: withdrawn at this address by contact ${id}.`;
  expect(lines).toContain(decided);
  expect(stdout).toContain(decided);
  expect(stdout).toMatch(/The ledger: holds\.\n$/);
  expect(JSON.stringify(lines)).not.toMatch(/adres@/i);
  for (const table of ['records', 'addresses', 'control'])
    expect(JSON.stringify(await tableRows(house, table))).not.toMatch(/adres@/i);
});

test('N-3: who confirmed a consent, and by which order, stands in the chain', async () => {
  const first = await subscriber('Bewijs');
  const second = await subscriber('BewijsTwee', { emailaddress1: 'bewijs@example.org' });
  await house.crm.update('assent_permissions', first.row, { assent_granted: false });
  await house.quiet();

  const order = { table: 'contact', id: second.id, permission: '1~email', evidence: 'signed form of 3 May' };
  expect((await carryOut(house, 'confirmconsent', order)).status).toBe('done');

  const { lines, ledger } = await explain(house, second.id);
  expect(ledger).toBe('holds');
  expect(lines.join('\n')).toMatch(
    /1~email yes \(confirmed with evidence\) was ordered; bundle job [0-9a-f-]{36}, by user [0-9a-f-]{36}\./,
  );
  expect(await bitsOn(house, second.id)).toEqual(['1']);
});

test('N-3: explain tells the chain of decisions and answers; an entry that is changed or missing shows', async () => {
  const { id, row } = await subscriber('Keten');
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.quiet();
  const good = await explain(house, id);
  expect(good.ledger).toBe('holds');
  expect(good.lines.join('\n')).toMatch(
    /1~email yes \(crm says yes\).* was told, answer done; bundle [\s\S]*1~email no \(crm says no\).* was told, answer done/,
  );

  const entries = (await ledgerOf(id)).filter(({ kind }) => kind === 'result');
  const [first, last] = [entries[0], entries.at(-1)];
  const table = openTable(house, 'records');
  const changes = String(first?.changes).replace('crm says nothing', 'crm says yes');
  await table.updateEntity({ ...keysOf(first), changes }, 'Merge');
  const changed = await explain(house, id);
  await table.updateEntity({ ...keysOf(first), changes: first?.changes }, 'Merge');
  await table.deleteEntity(keysOf(last).partitionKey, keysOf(last).rowKey);
  const missing = await explain(house, id);

  expect(changed.ledger).toBe(`entry ${first?.seq} was changed`);
  expect(missing.ledger).toMatch(/^the last entries are missing after \d+$/);
});

test('R9: a grant and a withdrawal stand in the ledger before the platform is called, and its answer before they are settled', async () => {
  const { id, row } = await subscriber('Eerst');
  const before = (await ledgerOf(id)).length;
  await house.post(`${house.spotler}/_control/faults`, { match: { pathPattern: 'contact' }, status: 503, count: 1000 });

  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.quiet();
  const open = (await ledgerOf(id)).slice(before);
  const meanwhile = await explain(house, id);
  await endFaults(house);
  await later(house);

  expect(open.map(({ kind }) => kind)).toContain('intent');
  expect(open.map(({ kind }) => kind)).not.toContain('result');
  expect(meanwhile.lines).toContain('1~email is under way: it may be on.');
  const { lines, ledger } = await explain(house, id);
  expect(lines.join('\n')).toMatch(/^1~email is off since \S+, because: crm says no\.$/m);
  expect([meanwhile.ledger, ledger]).toEqual(['holds', 'holds']);
  expect(await bitsOn(house, id)).toEqual([]);
});

test('X-6: what is written to the CRM is addressed by its key: two refreshes at once make each Subscription once, and an order that was deleted is not made anew', async () => {
  const [events] = await house.crm.rows("assent_subscriptions?$filter=assent_externalid eq '2'");
  await house.crm.remove('assent_subscriptions', String(events?.assent_subscriptionid));
  const order = { assent_kind: 'refreshsubscriptions', assent_status: 'new' };
  await house.post(`${house.dataverse}/_control/faults`, {
    // All three orders have read what is there before one of them writes.
    match: { method: 'GET', pathPattern: 'assent_subscriptions\\?\\$select=assent_externalid' },
    delayMs: 1000,
    applies: true,
    count: 3,
  });

  const jobs = await Promise.all([1, 2, 3].map(() => house.crm.create('assent_jobs', order)));
  const third = `assent_jobs(${jobs[2]})`;
  while ((await house.crm.read(third)).assent_status === 'new') await new Promise((again) => setTimeout(again, 20));
  await house.crm.remove('assent_jobs', jobs[2] ?? '');
  await house.quiet();

  const rows = await house.crm.rows('assent_subscriptions?$select=assent_externalid');
  expect(rows.map((row) => row.assent_externalid).sort()).toEqual(['1', '2', '4']);
  const left = await house.crm.rows(`assent_jobs?$select=assent_jobid&$filter=assent_jobid eq ${jobs[2]}`);
  expect(left).toEqual([]);
});

test('G-6.41: while the bus is away a webhook is not acknowledged, Dataverse sends it again, and nothing is lost', async () => {
  const { id } = await subscriber('Bus');
  await house.post(`${house.dataverse}/_control/async`, { delayMs: [2500, 2500], repeatShare: 0 });
  await house.post(`${house.journey}/_control/bus`, { fault: 'dropSeconds', n: 600 });

  await house.crm.update('contacts', id, { firstname: 'Toch' });
  while ((await attempts(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await house.post(`${house.journey}/_control/clock`, { advanceSeconds: 600 });
  await house.quiet();
  await house.post(`${house.dataverse}/_control/async`, { delayMs: [0, 20], repeatShare: 0.02 });

  expect((await attempts(id)).map(({ status }) => status)).toEqual([503, 202]);
  expect((await house.contact(id))?.properties.firstName).toBe('Toch');
});

async function attempts(id: string): Promise<readonly { readonly status: number }[]> {
  const log = (await house.get(`${house.dataverse}/_control/webhooks`)) as readonly {
    id: string;
    message: string;
    attempts: { status: number }[];
  }[];
  return log.filter((each) => each.id === id && each.message === 'Update').flatMap((each) => each.attempts);
}

async function ledgerOf(id: string): Promise<readonly Record<string, unknown>[]> {
  const tail = id.split('-').at(-1) ?? '';
  const rows = await tableRows(house, 'records');
  return rows.filter(({ rowKey }) => new RegExp(`^l~.*~${tail}`).test(String(rowKey)));
}

function keysOf(row: Record<string, unknown> | undefined) {
  return { partitionKey: String(row?.partitionKey), rowKey: String(row?.rowKey) };
}
