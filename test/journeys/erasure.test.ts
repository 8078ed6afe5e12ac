import { z } from 'zod';
import { bitsOn, carryOut, endFaults, explain, fire, tableRows } from './ask.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 60_000);
afterAll(() => house.stop());

const requestShape = z.array(z.looseObject({ method: z.string(), path: z.string(), body: z.unknown() }));
const resultShape = z.looseObject({
  steps: z.array(z.object({ step: z.string(), at: z.string() })),
  ledger: z.string(),
});

async function known(firstname: string, address = `${firstname}@example.org`): Promise<string> {
  const id = await house.crm.create('contacts', { firstname, emailaddress1: address });
  await house.crm.permit('contacts', id, 1);
  await house.quiet();
  return id;
}

/** Everything that the platform still shows of anybody. */
const shown = async () => JSON.stringify(await house.get(`${house.spotler}/_control/contacts`)).toLowerCase();

describe('erasure: off, confirmed, forgotten, remembered as a hash (N-10, P-22)', () => {
  let id: string;

  test('G-4 25, G-4 26, G-4 27, G-4 28: the order switches off first, then anonymises, and shows its proof', async () => {
    id = await known('Erik', 'erik@example.org');
    expect(await bitsOn(house, id)).toEqual(['1']);

    const { status, result } = await carryOut(house, 'erase', { table: 'contact', id });

    expect(status).toBe('done');
    expect(resultShape.parse(result).steps.map(({ step }) => step)).toEqual([
      'every permission is withheld for good, at the addresses too',
      'the platform confirmed that every permission is off',
      'the platform anonymised the contact and shows it no more',
      'our own rows hold nothing but the trace that keeps the person out',
    ]);
    expect(await shown()).not.toContain('erik');
    const requests = requestShape.parse(await house.get(`${house.spotler}/_control/requests`));
    const off = requests.findLastIndex(({ body }) => /"enabled":false/.test(JSON.stringify(body ?? '')));
    const anonymised = requests.findIndex(({ path }) => path.includes(`/contact/anonymize/${id}`));
    expect(off).toBeGreaterThan(-1);
    expect(anonymised).toBeGreaterThan(off);
  });

  test('the ledger goes on and still verifies, and says that it was the order', async () => {
    const { lines, ledger } = await explain(house, id);

    expect(ledger).toBe('holds');
    expect(lines.join('\n')).toContain('the person was erased');
  });

  test('G-4 29: neither a save, nor reconcile, nor a look asked for brings the person back', async () => {
    await house.crm.update('contacts', id, { firstname: 'Erik again', donotbulkemail: false });
    await house.crm.permit('contacts', id, 2);
    await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: [id] });
    await fire(house, 'reconcile');

    expect(await shown()).not.toContain('erik');
    expect(await bitsOn(house, id)).toEqual([]);
  });

  test('G-4 29, G-4 31: an import of the same address under another id brings the person back no more than that', async () => {
    const imported = await known('Erik imported', ' ERIK@example.org ');

    expect(await shown()).not.toContain('erik');
    expect(await bitsOn(house, imported)).toEqual([]);
    expect((await explain(house, imported)).lines.join('\n')).toContain('the person was erased');
  });

  test('a new address of the erased record is not given either', async () => {
    await house.crm.update('contacts', id, { emailaddress1: '' });
    await house.quiet();
    await house.crm.update('contacts', id, { emailaddress1: 'erik.new@example.org' });
    await house.quiet();

    expect(await shown()).not.toContain('erik');
  });
});

test('an order that the platform does not answer fails with its reason, leaves nobody mailable, and is given again', async () => {
  const id = await known('Wiebe');
  const fault = { match: { method: 'PUT', pathPattern: 'anonymize' }, status: 503, body: '', count: 50 };
  await house.post(`${house.spotler}/_control/faults`, fault);

  const first = await carryOut(house, 'erase', { table: 'contact', id });
  await endFaults(house);

  expect(first).toMatchObject({ status: 'failed', result: { error: expect.stringContaining('give the order again') } });
  expect(await bitsOn(house, id)).toEqual([]);
  expect((await carryOut(house, 'erase', { table: 'contact', id })).status).toBe('done');
  expect(await shown()).not.toContain('wiebe');
});

test('G-4 30: the rows of ours hold no key of the address but the one that keeps the person out', async () => {
  const id = await known('Yara');
  const before = (await tableRows(house, 'records')).find(
    ({ rowKey, told }) => told && String(rowKey).startsWith('r~'),
  );
  expect(before).toBeDefined();

  await carryOut(house, 'erase', { table: 'contact', id });

  const partition = await tableRows(house, 'records');
  const state = partition.find(({ addresses, erased, told }) => erased === true && told !== '{}' && addresses === '[]');
  expect(state).toMatchObject({ hash: '', addresses: '[]', erased: true });
});

test('an order that names no record, or one that nobody knows, says so', async () => {
  const nobody = { table: 'contact', id: '00000000-0000-4000-8000-00000000abcd' };

  expect(await carryOut(house, 'erase', {})).toMatchObject({
    status: 'failed',
    result: { error: expect.stringContaining('assent_argument: give') },
  });
  expect(await carryOut(house, 'erase', nobody)).toMatchObject({
    status: 'failed',
    result: { error: expect.stringContaining('Nothing is known') },
  });
});
