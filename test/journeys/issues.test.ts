import { carryOut, endFaults, explain, later, subscribe, tableRows } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** What needs a person reaches one: Issue rows, the column of withheld permissions, dismiss, and what closes them by itself. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-reconcile']);
});
afterAll(() => house.stop());
afterEach(async () => {
  await endFaults(house);
  await house.post(`${house.spotler}/_control/properties`, { remove: [] });
});

const issues = (filter: string) => house.crm.rows(`assent_issues?$filter=${filter}`);
const issueOf = async (id: string) => (await issues(`assent_recordid eq '${id}'`))[0];
const reconcile = async () => {
  await house.post(`${house.functions}/admin/functions/reconcile`, { input: '' });
  await house.quiet();
};

const subscriber = async (name: string, columns: Columns = {}) => (await subscribe(house, name, columns)).id;

/** A record that the platform refuses: it knows the property no more. */
async function refused(lastname: string): Promise<string> {
  await house.post(`${house.spotler}/_control/properties`, { remove: ['city'] });
  await later(house, 3);
  return subscriber(lastname, { address1_city: 'Utrecht' });
}

test('G-7 47 49: a refused record is an issue with its reason in plain words, and the next success closes it', async () => {
  const id = await refused('Geweigerd');

  const open = await issueOf(id);
  expect(open).toMatchObject({ assent_code: 'PROPERTY_INVALID', assent_status: 'open' });
  expect(open?.assent_message).toContain('city');
  expect(open?.assent_table).toBe('contact');
  expect(JSON.stringify(open)).not.toMatch(/geweigerd|utrecht/i);

  await house.crm.update('contacts', id, { firstname: 'Nog' });
  await house.quiet();
  expect(await issueOf(id)).toMatchObject({
    assent_status: 'open',
    assent_attempts: Number(open?.assent_attempts) + 1,
  });

  await house.post(`${house.spotler}/_control/properties`, { remove: [] });
  await carryOut(house, 'replay', { code: 'PROPERTY_INVALID' });
  expect(await issueOf(id)).toMatchObject({ assent_status: 'closed' });
});

test('P-6: a person dismisses an issue, it counts no more, and it is open again when it happens again', async () => {
  const id = await refused('Weggeklikt');
  const row = String((await issueOf(id))?.assent_issueid);
  const alarms = async () => JSON.stringify(((await house.get(`${house.functions}/api/health`)) as Columns).alarms);
  expect(await alarms()).toMatch(/rejected by the platform/);

  await house.crm.update('assent_issues', row, { assent_status: 'dismissed' });
  await reconcile();

  expect(await issueOf(id)).toMatchObject({ assent_status: 'dismissed', statecode: 1 });
  expect(await alarms()).not.toMatch(/rejected by the platform/);

  await house.crm.update('contacts', id, { firstname: 'Weer' });
  await house.quiet();
  expect(await issueOf(id)).toMatchObject({ assent_status: 'open', statecode: 0 });
});

test('a yes that does not count is shown on the record with its reason, and writing it is no event', async () => {
  const first = await subscriber('Deelt');
  const second = await subscriber('Deeltook', { emailaddress1: 'deelt@example.org' });
  const [row] = await house.crm.rows(`assent_permissions?$filter=_assent_contactid_value eq ${first}`);

  await house.crm.update('assent_permissions', String(row?.assent_permissionid), { assent_granted: false });
  await house.quiet();

  const withheld = String((await house.crm.read(`contacts(${second})`)).assent_withheld);
  expect(withheld).toBe(`Newsletter (1~email): withdrawn at this address by contact ${first}`);
  const before = (await house.events(second)).length;
  await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [second] });
  await house.quiet();
  const outcomes = (await house.events(second)).slice(before).filter(({ event }) => event === 'ended');
  expect(outcomes).toMatchObject([{ outcome: 'unchanged' }]);

  await carryOut(house, 'confirmconsent', { table: 'contact', id: second, permission: '1~email', evidence: 'form 7' });
  expect((await house.crm.read(`contacts(${second})`)).assent_withheld ?? null).toBeNull();
});

test('N-6: a column that nobody may read and a permission that nobody mapped are findings, one for each cause', async () => {
  await house.post(`${house.dataverse}/_control/secureColumns`, { table: 'contact', columns: ['donotemail'] });
  // The columns of a table are believed for a minute.
  await later(house, 61);
  const first = await subscriber('Verborgen');
  await subscriber('Verborgentoo');
  await house.crm.permit('contacts', first, 1, true, 2);
  await house.quiet();

  const columns = await issues("assent_code eq 'finding.column'");
  expect(columns).toHaveLength(1);
  expect(columns[0]?.assent_message).toMatch(/^contact\.donotemail cannot be read/);
  const permissions = await issues("assent_code eq 'finding.permission'");
  expect(permissions.map((row) => String(row.assent_message).slice(0, 40))).toEqual([
    'The platform lists no permission 1~sms: ',
  ]);
  await house.post(`${house.dataverse}/_control/secureColumns`, { table: 'contact', columns: [] });
});

test('G-6 41: a message that nobody can read is counted and told at once, not after fifty tries', async () => {
  const before = ((await house.get(`${house.functions}/api/health`)) as { counters: Record<string, number> }).counters;
  const bodyBase64 = Buffer.from('{"v":9}').toString('base64');
  await house.post(`${house.journey}/_control/bus`, {
    queue: 'crm-events',
    contentType: 'application/json',
    sessionId: 'p05',
    bodyBase64,
  });
  await house.quiet();

  const after = ((await house.get(`${house.functions}/api/health`)) as { counters: Record<string, number> }).counters;
  expect(after.rejected).toBe((before.rejected ?? 0) + 1);
  expect(after.pending).toBe(0);
  expect(await issues("assent_code eq 'finding.message'")).toHaveLength(1);
});

test('a settings document that is refused is an issue with every problem, and a good one closes it', async () => {
  const [row] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const id = String(row?.assent_configurationid);
  const save = async (document: string) => {
    await house.crm.update('assent_configurations', id, { assent_document: document });
    await house.quiet();
  };
  const good = String(row?.assent_document);
  await save(good.replace('"firstname"', '"First Name"').replace('"spotler",', '"",'));

  const [open] = await issues("assent_code eq 'finding.settings'");
  expect(open).toMatchObject({ assent_status: 'open' });
  expect(open?.assent_message).toContain('tables.contact.fields.0.column');

  await save(good);
  expect((await issues("assent_code eq 'finding.settings'"))[0]).toMatchObject({ assent_status: 'closed' });
});

describe('rejects are tried again on order', () => {
  /** A look that finds a grant begun less than 35 s ago waits until it is over. */
  const fence = 60;
  const refused = async (name: string) => {
    const made = await subscribe(house, name, { address1_postalcode: 'geen' });
    await later(house, fence);
    return made;
  };
  const replay = async (argument: unknown) => {
    const answer = await carryOut(house, 'replay', argument);
    await later(house, fence);
    return answer;
  };
  const ends = async (id: string) => (await house.events(id)).filter(({ event }) => event === 'ended');
  const property = async (id: string) => (await house.contact(id))?.properties.postalCode;
  /** Put right past every step: no event tells the relay. */
  const putRight = (id: string) =>
    house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, set: { address1_postalcode: '3511 AB' } });

  test('G-7 (48, 49): a refused record ends as rejected, names the property and not its value, is counted, and is tried again by the next order', async () => {
    const before = await counters();
    const { id } = await refused('Geweigerd');
    const first = (await ends(id)).length;
    await replay({ table: 'contact', id });

    const ended = await ends(id);
    expect(ended.length).toBeGreaterThan(first);
    for (const end of ended) expect(end).toMatchObject({ outcome: 'rejected', code: 'PROPERTY_INVALID' });
    const { lines } = await explain(house, id);
    expect(lines).toContain('The platform refuses it: PROPERTY_INVALID, the platform refuses the property postalCode.');
    const after = await counters();
    const told = ended.reduce((sum, { count }) => sum + Number(count), 0);
    expect((after.rejected ?? 0) - (before.rejected ?? 0)).toBe(told);
    const { accepted = 0, applied = 0, unchanged = 0, skipped = 0, rejected = 0, pending = 0 } = after;
    expect(accepted).toBe(applied + unchanged + skipped + rejected + pending);
  });

  test('one can be replayed by itself, or all of a code: those that are put right come through, the others stay', async () => {
    const [one, two, three] = [await refused('Een'), await refused('Twee'), await refused('Drie')];
    await putRight(one.id);
    await putRight(two.id);

    const single = await replay({ table: 'contact', id: one.id });
    const afterOne = await Promise.all([one.id, two.id, three.id].map(property));
    const all = await replay({ code: 'PROPERTY_INVALID' });
    const afterAll = await Promise.all([one.id, two.id, three.id].map(property));

    expect(single).toEqual({ status: 'done', result: { replayed: 1 } });
    expect(afterOne).toEqual(['3511 AB', undefined, undefined]);
    expect(all.status).toBe('done');
    expect(afterAll).toEqual(['3511 AB', '3511 AB', undefined]);
    const open = (await tableRows(house, 'records')).filter(({ rowKey }) => String(rowKey).startsWith('x~'));
    expect(open.map(({ id }) => id)).toEqual(expect.arrayContaining([three.id]));
    expect(open.map(({ id }) => id)).toEqual(expect.not.arrayContaining([one.id, two.id]));
  });

  test('an order whose argument cannot be understood fails and says how to write it', async () => {
    expect(await carryOut(house, 'replay', {})).toEqual({
      status: 'failed',
      result: { error: 'assent_argument: give {"table":"contact","id":"…"} or {"code":"…"}' },
    });
  });
});

async function counters(): Promise<Readonly<Record<string, number>>> {
  return ((await house.get(`${house.functions}/api/health`)) as { counters: Record<string, number> }).counters;
}
