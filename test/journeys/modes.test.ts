import { z } from 'zod';
import { bitsOn, explain, fire, hostIsBack, later, tableRows } from './ask.ts';
import { type House, startHouse } from './house.ts';

/** What becomes of contacts that may hold no permission any more, by the settings: off at once, the rest a day later. */
let house: House;
beforeAll(async () => {
  house = await startHouse();
  await withModes({ deleted: 'anonymise', deactivated: 'anonymise', doNotEmail: 'anonymise', noAddress: 'anonymise' });
}, 60_000);
afterAll(() => house.stop());

const requestShape = z.array(z.looseObject({ method: z.string(), path: z.string(), body: z.unknown() }));

/** Saved as the console would, for every table; only a lead is ever qualified. */
async function withModes(withdrawal: Record<string, string>): Promise<void> {
  const [row] = await house.crm.rows("assent_configurations?$filter=assent_name eq 'settings'");
  const document = JSON.parse(String(row?.assent_document));
  const { contact, lead, account } = document.tables;
  const tables = {
    contact: { ...contact, withdrawal },
    lead: { ...lead, withdrawal: { ...withdrawal, qualified: 'anonymise' } },
    account: { ...account, withdrawal },
  };
  await house.post(`${house.dataverse}/_control/settings`, { ...document, tables });
  await house.quiet();
  await later(house, 3);
}

async function known(set: 'contacts' | 'leads', name: string): Promise<{ readonly id: string; readonly row: string }> {
  const columns = { firstname: name, lastname: name, emailaddress1: `${name.toLowerCase()}@example.org` };
  const id = await house.crm.create(set, columns);
  const row = await house.crm.permit(set, id, 1);
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual(['1']);
  return { id, row };
}

/** A round of the sweep after so many hours. */
async function after(hours: number): Promise<void> {
  await later(house, hours * 3600);
  await fire(house, 'reconcile');
}

const isShown = async (name: string) =>
  JSON.stringify(await house.get(`${house.spotler}/_control/contacts`))
    .toLowerCase()
    .includes(name.toLowerCase());

/** Where in the calls to the platform the last off of a contact stands, and where its end. */
async function order(id: string) {
  const requests = requestShape.parse(await house.get(`${house.spotler}/_control/requests`));
  const isOff = (body: unknown) =>
    JSON.stringify(body ?? '').includes(id) && /"enabled":false/.test(JSON.stringify(body));
  return {
    off: requests.findLastIndex(
      ({ path, body }) => isOff(body) || (path.endsWith(id) && /"enabled":false/.test(JSON.stringify(body ?? ''))),
    ),
    end: requests.findIndex(({ path }) => path.includes(`/contact/anonymize/${id}`)),
  };
}

test('X-7, SA-5: a deleted contact is off at once, keeps its data for a day, and is anonymised then', async () => {
  const { id } = await known('contacts', 'Xandra');

  await house.crm.remove('contacts', id);
  await house.quiet();
  expect(await bitsOn(house, id)).toEqual([]);
  await after(23);
  expect(await isShown('Xandra')).toBe(true);
  expect((await explain(house, id)).lines.join('\n')).toMatch(
    /the contact is anonymised on the platform, if that still holds/,
  );
  await after(2);

  expect(await isShown('Xandra')).toBe(false);
  const { lines, ledger } = await explain(house, id);
  expect(lines.join('\n')).toMatch(/the contact was anonymised on the platform, because the record was deleted/);
  expect(ledger).toBe('holds');
});

test('G-4 28, G-4 30: who withdrew the only consent is withdrawn for her real address first, and anonymised after that', async () => {
  const { id, row } = await known('contacts', 'Gerda');

  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.quiet();
  expect(await isShown('gerda@example.org')).toBe(true);
  await after(25);

  expect(await isShown('gerda@example.org')).toBe(false);
  const { off, end } = await order(id);
  expect(off).toBeGreaterThan(-1);
  expect(end).toBeGreaterThan(off);
});

test('SA-8, SA-9: who is active again in time stays; who comes back later is sent whole again', async () => {
  const [early, late] = [await known('contacts', 'Vroeg'), await known('contacts', 'Laat')];
  for (const { id } of [early, late]) await house.crm.update('contacts', id, { statecode: 1, statuscode: 2 });
  await house.quiet();
  await house.crm.update('contacts', early.id, { statecode: 0, statuscode: 1 });
  await house.quiet();
  await after(25);
  expect(await bitsOn(house, early.id)).toEqual(['1']);
  expect(await isShown('Laat@')).toBe(false);

  await house.crm.update('contacts', late.id, { statecode: 0, statuscode: 1 });
  await house.quiet();
  // What ended the contact a moment ago is given time to be over.
  await later(house, 60);

  expect(await bitsOn(house, late.id)).toEqual(['1']);
  expect((await house.contact(late.id))?.properties).toMatchObject({ email: 'laat@example.org', firstName: 'Laat' });
});

test('a qualified lead and one without an address go by their own rule, a disqualified one by that of inactive ones', async () => {
  const leads = [await known('leads', 'Qua'), await known('leads', 'Dis'), await known('leads', 'Zonder')] as const;
  await house.crm.update('leads', leads[0].id, { statecode: 1, statuscode: 3 });
  await house.crm.update('leads', leads[1].id, { statecode: 2, statuscode: 4 });
  await house.crm.update('leads', leads[2].id, { emailaddress1: null });
  await house.quiet();
  expect((await Promise.all(leads.map(({ id }) => bitsOn(house, id)))).flat()).toEqual([]);

  await after(25);

  const told = await Promise.all(leads.map(({ id }) => explain(house, id, 'lead')));
  expect(told.map(({ lines }) => /was anonymised .*, because (.*)\./.exec(lines.join('\n'))?.[1])).toEqual([
    'the lead was qualified',
    'the record is inactive',
    'the record has no e-mail address',
  ]);
});

test('a process that dies between the two steps, and a platform that is away, only put the second one off', async () => {
  const { id } = await known('contacts', 'Taai');
  await house.crm.update('contacts', id, { donotemail: true });
  await house.quiet();
  const rows = (await tableRows(house, 'control')).filter(({ partitionKey }) =>
    String(partitionKey).startsWith('due~'),
  );
  expect(rows.map((row) => row.id)).toContain(id);
  expect(JSON.stringify(rows)).not.toMatch(/taai|example\.org/i);
  process.kill(house.pids.functions[0] ?? 0, 'SIGKILL');
  await hostIsBack(house);
  const fault = { match: { method: 'PUT', pathPattern: 'anonymize' }, status: 503, body: '', count: 1 };
  await house.post(`${house.spotler}/_control/faults`, fault);

  await after(25);
  await later(house);

  expect(await isShown('taai@example.org')).toBe(false);
});

test('what the platform cannot do is refused with the settings, by name, and the rules before it stand', async () => {
  await withModes({ deleted: 'delete' });

  const issues = await house.crm.rows("assent_issues?$filter=assent_code eq 'finding.settings'");
  expect(JSON.stringify(issues)).toContain(
    'tables.contact.withdrawal.deleted: spotler cannot delete a contact: choose revoke or anonymise',
  );
  const { id } = await known('contacts', 'Nogsteeds');
  await house.crm.remove('contacts', id);
  await house.quiet();
  await after(25);
  expect(await isShown('Nogsteeds')).toBe(false);
});
