import type { StoredRow, WrittenBack } from '../../../../functions/src/relay/doors.ts';
import { recipientWithdrew } from '../../../../functions/src/relay/recipient-withdrew.ts';
import { noteFirstSeen } from '../../../../functions/src/relay/twins.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, settings, world } from '../../builders.ts';

const look = (id: string, again = true) =>
  message([nudge({ id, ...(again ? { again: true } : {}) })], { messageId: `b${Math.random()}` });
const address = 'email-eva-example-org';

/** A contact that is mailed, and what is written to its permission row. */
async function subscribed(answer: (rowId: string, version: string) => WrittenBack, columns = {}) {
  const rows: string[] = [];
  const house = world({
    withdrawRow: async (rowId, version) => {
      rows.push(`${rowId.slice(-3)}:${version}`);
      return answer(rowId, version);
    },
    ...columns,
  });
  house.crm.set(`contact~${idOf(1)}`, found());
  await house.handle(look(idOf(1)));
  expect(house.contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  return { ...house, rows, withdraw: () => recipientWithdrew(address, [newsletter], house.doors) };
}

test('what the recipient withdrew is written over the version that was looked at, and the event it causes is unchanged', async () => {
  const { crm, handle, rows, withdraw, outcomes, contacts } = await subscribed(() => ({
    kind: 'written',
    version: '2',
  }));

  await withdraw();
  await handle(look(idOf(1)));
  crm.set(
    `contact~${idOf(1)}`,
    found({ version: '100 ', permissionRows: [permissionRow({ granted: false, version: '2' })] }),
  );
  await handle(look(idOf(1), false));

  expect(rows).toEqual(['900:1']);
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(outcomes().at(-1)?.outcome).not.toBe('rejected');
});

test('a write-back counts as a look without yes: given anew, it is mailed again, and it was counted once', async () => {
  const { crm, handle, withdraw, contacts, addresses } = await subscribed(() => ({ kind: 'written', version: '2' }));
  await withdraw();
  await handle(look(idOf(1)));
  crm.set(
    `contact~${idOf(1)}`,
    found({ version: '101', permissionRows: [permissionRow({ granted: false, version: '2' })] }),
  );
  await handle(look(idOf(1)));

  crm.set(`contact~${idOf(1)}`, found({ version: '102', permissionRows: [permissionRow({ version: '3' })] }));
  await handle(look(idOf(1)));

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  const facts = [...addresses.rows.values()].find(({ rowKey }) => rowKey === 'facts');
  expect(JSON.parse(String(facts?.counts))).toEqual({ [newsletter]: 1 });
});

describe('at an address where the recipient of another record withdrew', () => {
  const other = 'email-lea-example-org';
  const countsOf = (rows: ReadonlyMap<string, StoredRow>) => {
    const facts = [...rows.values()].find(
      ({ partitionKey, rowKey }) => partitionKey.endsWith(other) && rowKey === 'facts',
    );
    return JSON.parse(String(facts?.counts));
  };

  test.each([
    ['a record that comes from another address', found()],
    ['a new record', undefined],
  ])('%s is written back once and counts nothing: given anew, it is mailed', async (_, before) => {
    const { crm, contacts, handle, doors, addresses } = world({
      withdrawRow: async () => ({ kind: 'written', version: '2' }),
    });
    const id = idOf(1);
    const mailed = { values: { emailaddress1: 'lea@example.org' } };
    if (before) {
      crm.set(`contact~${id}`, before);
      await handle(look(id));
    }
    await recipientWithdrew(other, [newsletter], doors);
    crm.set(`contact~${id}`, found({ version: '101', ...mailed }));
    await handle(look(id, false));
    const off = contacts.get(id)?.permissions[newsletter];
    // The event that the writing causes.
    const no = [permissionRow({ granted: false, version: '2' })];
    crm.set(`contact~${id}`, found({ version: '101 2', permissionRows: no, ...mailed }));
    await handle(look(id, false));

    crm.set(`contact~${id}`, found({ version: '102', permissionRows: [permissionRow({ version: '3' })], ...mailed }));
    await handle(look(id, false));

    expect(off).toBe(false);
    expect(countsOf(addresses.rows)).toEqual({ [newsletter]: 1 });
    expect(contacts.get(id)?.permissions[newsletter]).toBe(true);
  });
});

test('written back to a record that is new to the address it counts no more than it did: who gave it anew there is still mailed', async () => {
  const { crm, handle, rows, withdraw, contacts, addresses } = await subscribed(() => ({
    kind: 'written',
    version: '2',
  }));
  await withdraw();
  await handle(look(idOf(1)));
  crm.set(`contact~${idOf(1)}`, found({ version: '101', permissionRows: [] }));
  await handle(look(idOf(1)));
  crm.set(`contact~${idOf(1)}`, found({ version: '102', permissionRows: [permissionRow({ version: '3' })] }));
  await handle(look(idOf(1)));

  const row = idOf(901);
  crm.set(`contact~${idOf(2)}`, found({ permissionRows: [permissionRow({ id: row, version: '7' })] }));
  await handle(look(idOf(2), false));
  const no = permissionRow({ id: row, granted: false, version: '2' });
  crm.set(`contact~${idOf(2)}`, found({ version: '101', permissionRows: [no] }));
  await handle(look(idOf(2)));
  await handle(look(idOf(1)));

  expect(rows).toEqual(['900:1', '901:7']);
  const facts = [...addresses.rows.values()].find(({ rowKey }) => rowKey === 'facts');
  expect(JSON.parse(String(facts?.counts))).toEqual({ [newsletter]: 1 });
  expect([1, 2].map((each) => contacts.get(idOf(each))?.permissions[newsletter] ?? false)).toEqual([true, false]);
});

test('refused, the permission stays off, a person is told, and the next look tries once more', async () => {
  const { handle, rows, withdraw, contacts, lines } = await subscribed(() => ({ kind: 'refused', code: '403' }));

  await withdraw();
  await handle(look(idOf(1)));
  await handle(look(idOf(1)));

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(rows).toHaveLength(2);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'finding', code: 'finding.writeback' }));
});

test('where it may succeed later, a copy of the nudge is scheduled and nothing is settled', async () => {
  const { handle, withdraw, copies, outcomes } = await subscribed(() => ({ kind: 'retry', reason: 'status 503' }));
  const before = outcomes().length;

  await withdraw();
  await handle(look(idOf(1)));

  expect(copies).toHaveLength(1);
  expect(outcomes()).toHaveLength(before);
});

test('what was off on the platform before we came is withheld, and not written to the CRM', async () => {
  const { handle, rows, contacts, doors, addresses } = await subscribed(() => ({ kind: 'written', version: '2' }));

  const contact = { address, platformId: 'E1', permissions: { [newsletter]: false }, mailable: false };
  // As when a page of the list is read twice.
  const first = { contact, off: [newsletter], isTwin: false, isClosed: false };
  for (let times = 0; times < 2; times += 1) await noteFirstSeen(first, doors);
  await handle(look(idOf(1)));

  expect(rows).toEqual([]);
  const facts = [...addresses.rows.values()].find(({ rowKey }) => rowKey === 'facts');
  expect(JSON.parse(String(facts?.counts))).toEqual({ [newsletter]: 1 });
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
});

test('a consent column is emptied, or made a no where yes is true', async () => {
  const written: unknown[] = [];
  const consents = [
    { column: 'new_ok', permission: newsletter, yes: [true] },
    { column: 'new_choice', permission: newsletter, yes: [3] },
  ];
  const house = world({
    settings: async () => ({ document: settings({ consents }), generation: 'g1' }),
    withdrawColumns: async (change) => {
      written.push(change);
      return { kind: 'written', version: '101' };
    },
  });
  house.crm.set(`contact~${idOf(1)}`, found({ permissionRows: [], values: { new_ok: true, new_choice: 3 } }));
  await house.handle(look(idOf(1)));

  await recipientWithdrew(address, [newsletter], house.doors);
  await house.handle(look(idOf(1)));

  expect(written).toMatchObject([{ id: idOf(1), version: '100', columns: { new_ok: false, new_choice: null } }]);
  expect((await house.stateOf(idOf(1)))?.version).toBe('101');
});

describe('before the baseline is read', () => {
  test('a yes waits, a no is taken at once, and a contact is made without permissions', async () => {
    const house = world({ isBaselineRead: async () => false });
    house.crm.set(`contact~${idOf(1)}`, found());

    await house.handle(look(idOf(1)));

    expect(house.contacts.get(idOf(1))).toEqual({
      attributes: { email: 'eva@example.org', firstName: 'Eva' },
      permissions: {},
    });
    expect(house.outcomes().at(-1)).toMatchObject({ outcome: 'applied', reason: 'withheld(baseline)' });
    expect((await house.stateOf(idOf(1)))?.told[newsletter]).toBeUndefined();
  });

  test.each([
    [true, false],
    [false, undefined],
  ])('of what the CRM does not give, what is on there (%s) is taken; what is off was so before', async (on, told) => {
    const house = world({ isBaselineRead: async () => false });
    house.contacts.set(idOf(1), { attributes: {}, permissions: { [newsletter]: on } });
    house.crm.set(`contact~${idOf(1)}`, found({ permissionRows: [] }));

    await house.handle(look(idOf(1)));

    expect(house.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    expect((await house.stateOf(idOf(1)))?.told[newsletter]).toBe(told);
  });

  test('what was told on before stays on', async () => {
    let isRead = true;
    const house = world({ isBaselineRead: async () => isRead });
    house.crm.set(`contact~${idOf(1)}`, found());
    await house.handle(look(idOf(1)));

    isRead = false;
    await house.handle(look(idOf(1)));

    expect(house.contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  });
});
