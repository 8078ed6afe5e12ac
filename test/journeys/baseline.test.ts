import { createClient } from '../conformance/spotler/client.ts';
import { bitsOn, carryOut, explain, fire, later, openTable, tableRows } from './ask.ts';
import { type Columns, type House, startHouse } from './house.ts';

/** A platform that was in use before we came: nothing is given before its opt-outs are known. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--no-feedback', '--no-reconcile']);
});
afterAll(() => house.stop());

const act = (what: string, order: Columns) => house.post(`${house.spotler}/_control/${what}`, order);

/** As on the day of installation: how far the platform was read is forgotten. */
async function forgetBaseline(): Promise<void> {
  for (const row of ['feedback', 'note~baseline']) await openTable(house, 'control').deleteEntity('c', row);
  // A process believes for two seconds that it is done.
  await house.post(`${house.journey}/_control/clock`, { advanceSeconds: 3 });
}

async function create(name: string, emailaddress1 = `${name.toLowerCase()}@example.org`): Promise<string> {
  const id = await house.crm.create('contacts', { lastname: name, emailaddress1 });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();
  return id;
}

describe('R10: before the platform was read once', () => {
  test('G-1.4: a contact is made without permissions, and mailed after it, where nobody had opted out', async () => {
    await forgetBaseline();
    const id = await create('Wacht');
    const early = { bits: await bitsOn(house, id), contact: await house.contact(id), events: await house.events(id) };

    await fire(house, 'feedback');

    expect(early.bits).toEqual([]);
    expect(early.contact?.properties.lastName).toBe('Wacht');
    const ends = early.events.filter(({ event }) => event === 'ended');
    expect(ends).toContainEqual(expect.objectContaining({ outcome: 'applied', reason: 'withheld(baseline)' }));
    expect(await bitsOn(house, id)).toEqual(['1']);
  });

  test('G-1.14: whoever is out on the platform when first seen stays out, with the reason, until a yes anew', async () => {
    await forgetBaseline();
    await act('form', { email: 'al.weg@example.org', bits: [1] });
    await act('unsubscribe', { number: await twinOf('al.weg@example.org'), bit: 1 });
    const id = await create('AlWeg', 'al.weg@example.org');

    await fire(house, 'feedback');

    expect(await bitsOn(house, id)).toEqual([]);
    expect((await explain(house, id)).lines.join(' ')).toContain('off when first seen');
    const [row] = await house.crm.rows(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);
    expect(row?.assent_granted).toBe(true);
    await carryOut(house, 'confirmconsent', { table: 'contact', id, permission: '1~email', evidence: 'paper 12' });
    expect(await bitsOn(house, id)).toEqual(['1']);
  });

  test('G-4.31: bounces and opt-outs from everything are known too', async () => {
    await act('form', { email: 'vooraf.uit@example.org', bits: [1] });
    await act('unsubscribe', { number: await twinOf('vooraf.uit@example.org'), global: true });
    await forgetBaseline();
    const id = await create('VoorafUit', 'vooraf.uit@example.org');

    await fire(house, 'feedback');

    expect(await bitsOn(house, id)).toEqual([]);
    expect(await house.crm.read(`contacts(${id})`)).toMatchObject({ assent_globaloptout: true });
  });
});

describe('N-4 P-8: whoever may be mailed on the platform and not by the CRM', () => {
  test('G-5 (32, 33): a contact whose record was deleted before we came is switched off', async () => {
    const gone = '0a0b0c0d-1111-4222-8333-444455556666';
    await foreignContact(gone, 'lang.weg@example.org');

    await fire(house, 'feedback');

    expect(await bitsOn(house, gone)).toEqual([]);
  });

  test('G-5 (32, 34): a record that was deleted, or made inactive, while no event came is switched off', async () => {
    const [deleted, asleep, stays] = [await create('Stilweg'), await create('Stilslaap'), await create('Stilblijft')];
    const past = (id: string, change: Columns) =>
      house.post(`${house.dataverse}/_control/write`, { table: 'contact', id, ...change });
    await past(deleted, { delete: true });
    await past(asleep, { set: { statecode: 1, statuscode: 2 } });

    await fire(house, 'feedback');

    expect(await Promise.all([deleted, asleep, stays].map((id) => bitsOn(house, id)))).toEqual([[], [], ['1']]);
  });

  test('G-5.35: a contact whose record is there is left as the CRM has it', async () => {
    const id = await create('Bestaat');
    await fire(house, 'feedback');
    await fire(house, 'feedback');

    expect(await bitsOn(house, id)).toEqual(['1']);
  });

  test('EE-26 X-3: a permission that somebody switched on at the platform is switched off again, and told', async () => {
    const id = await create('Aangezet');
    await act('subscribe', { externalId: id, bit: 2 });

    await fire(house, 'feedback');
    await fire(house, 'feedback');

    expect(await bitsOn(house, id)).toEqual(['1']);
    const issues = await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.optin'");
    expect(issues.map((issue) => String(issue.assent_message)).join(' ')).toContain(id);
  });

  test('R11: a withdrawal that leaves a twin mailable is an Issue at once, and its nudge does not end as plainly done', async () => {
    const id = await create('Dubbel');
    await act('form', { email: 'dubbel@example.org', bits: [1] });
    await fire(house, 'feedback');

    await withdraw(id);

    expect(await bitsOn(house, id)).toEqual([]);
    expect(await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.twin'")).toMatchObject([
      { assent_status: 'open', assent_message: expect.stringContaining('1~email') },
    ]);
    const ends = (await house.events(id)).filter(({ event }) => event === 'ended');
    const reason = expect.stringContaining('still mailable by another contact');
    expect(ends).toContainEqual(expect.objectContaining({ outcome: 'applied', reason }));
    // And the standing pass does not forget it.
    await fire(house, 'feedback');
    const [control] = (await tableRows(house, 'control')).filter(({ rowKey }) => rowKey === 'feedback');
    expect(control?.violations).toBe(1);
    expect(await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.twin'")).toHaveLength(1);
  });

  test('R11: a twin that is out by itself, and a contact of ours that was there before us, are none to be told of', async () => {
    const known = (await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.twin'")).length;
    const id = await create('Enkel');
    await act('form', { email: 'enkel@example.org', bits: [1] });
    const number = await twinOf('enkel@example.org');
    await act('unsubscribe', { number, global: true });
    await fire(house, 'feedback');

    await withdraw(id);
    await fire(house, 'feedback');

    expect(await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.twin'")).toHaveLength(known);
  });

  test('G-4.27 R11: who was erased and is still on the platform as a sign-up of its own is told to a person', async () => {
    const id = await create('Gewist');
    await act('form', { email: 'gewist@example.org', bits: [1] });
    await fire(house, 'feedback');

    await carryOut(house, 'erase', { table: 'contact', id });
    await fire(house, 'feedback');

    const issues = await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.twin'");
    const [twin] = (await contacts()).filter(({ properties }) => properties.email === 'gewist@example.org');
    expect(issues.map((issue) => String(issue.assent_message)).join(' ')).toContain(String(twin?.encryptedId));
  });

  test('X-3: an unsubscribe of a twin is one for the address', async () => {
    const id = await create('Tweeling');
    await act('form', { email: 'tweeling@example.org', bits: [1] });
    await fire(house, 'feedback');

    await act('unsubscribe', { number: await twinOf('tweeling@example.org'), bit: 1 });
    await fire(house, 'feedback');

    expect(await bitsOn(house, id)).toEqual([]);
    const [row] = await house.crm.rows(`assent_permissions?$filter=_assent_contactid_value eq ${id}`);
    expect(row).toMatchObject({ assent_granted: false, assent_source: 'recipient' });
  });
});

describe('who was deleted or erased is not brought back by what the platform lists', () => {
  test('G-4.25 G-4.26 G-4.29: neither the poll, nor the standing pass, nor a baseline taken anew gives anything', async () => {
    const [deleted, erased] = [await create('Verwijderd'), await create('Vergeten')];
    await house.crm.remove('contacts', deleted);
    await house.quiet();
    await carryOut(house, 'erase', { table: 'contact', id: erased });

    await fire(house, 'feedback');
    await forgetBaseline();
    await fire(house, 'feedback');

    expect(await bitsOn(house, deleted)).toEqual([]);
    expect(await bitsOn(house, erased)).toEqual([]);
    expect(JSON.stringify(await contacts())).not.toContain('vergeten@example.org');
  });

  test('G-4.28 G-4.30: an opt-out that nobody had read yet is known before the record goes, and outlives it', async () => {
    const id = await create('Valtweg');
    await act('unsubscribe', { externalId: id, bit: 1 });

    await house.crm.remove('contacts', id);
    await house.quiet();
    const next = await create('ValtwegTwee', 'valtweg@example.org');

    expect(await bitsOn(house, next)).toEqual([]);
    expect((await explain(house, next)).lines.join(' ')).toContain('the recipient, on the platform');
  });
});

test('R10: a process that is killed while the platform is read goes on where it was, and then gives', async () => {
  await forgetBaseline();
  const id = await create('Onderbroken');
  const match = { method: 'GET', pathPattern: 'updates/list\\?fromDate=2000' };
  await house.post(`${house.spotler}/_control/faults`, { match, delayMs: 3000 });
  await house.post(`${house.functions}/admin/functions/feedback`, { input: '' });
  const phase = async () => (await tableRows(house, 'control')).find(({ rowKey }) => rowKey === 'feedback')?.phase;
  while ((await phase()) !== 'contacts') await new Promise((resolve) => setTimeout(resolve, 50));

  process.kill(house.pids.functions[0] ?? 0, 'SIGKILL');
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual([]);
  const before = (await listCalls()).length;
  // Whoever died held the lease for a minute.
  await later(house, 61);
  await fire(house, 'feedback');

  // A baseline begun anew would first ask what is new, then for bounces.
  const [first] = (await listCalls()).slice(before);
  expect(first).toContain('updates/list?fromDate=2000');
  expect(await bitsOn(house, id)).toEqual(['1']);
});

/** What was read of the platform so far. */
async function listCalls(): Promise<readonly string[]> {
  const requests = (await house.get(`${house.spotler}/_control/requests`)) as readonly { readonly path: string }[];
  return requests.map(({ path }) => path).filter((path) => path.includes('/list?'));
}

async function withdraw(contactId: string): Promise<void> {
  const [row] = await house.crm.rows(`assent_permissions?$filter=_assent_contactid_value eq ${contactId}`);
  await house.crm.update('assent_permissions', String(row?.assent_permissionid), { assent_granted: false });
  await house.quiet();
}

/** The number of the contact that nobody gave an id. */
async function twinOf(email: string): Promise<number | undefined> {
  return (await contacts()).find((each) => each.properties.email === email && each.externalId === undefined)?.number;
}

type Listed = {
  readonly number: number;
  readonly encryptedId: string;
  readonly externalId?: string;
  readonly properties: Record<string, string | undefined>;
};

async function contacts(): Promise<readonly Listed[]> {
  return (await house.get(`${house.spotler}/_control/contacts`)) as Listed[];
}

/** As a connector before us would have made it. */
async function foreignContact(externalId: string, email: string): Promise<void> {
  const client = createClient(house.spotler, {
    consumerKey: 'assent-demo',
    consumerSecret: 'local-secret-of-assent',
  });
  const contact = { externalId, properties: { email, permissions: [{ bit: 1, enabled: true }] } };
  const { status } = await client.call('POST', '/contact', { update: true, purge: false, contact });
  expect(status).toBe(204);
}
