import type { Finding } from '../../../../functions/src/event/finding.ts';
import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { handleBundle } from '../../../../functions/src/relay/handle-bundle.ts';
import { countsKey, stateKey } from '../../../../functions/src/relay/keys.ts';
import { events, found, idOf, message, newsletter, nudge, permissionRow, settings, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;
const noPermission = [permissionRow({ granted: false })];

test('a person who says yes is created on the platform and may be mailed; what nobody speaks of is off', async () => {
  const { handle, crm, contacts, stateOf, counts } = world();
  crm.set(contact(1), found());

  await handle(message([nudge()]));

  expect(contacts.get(idOf(1))).toEqual({
    attributes: { email: 'eva@example.org', firstName: 'Eva' },
    permissions: { [newsletter]: true, [events]: false },
  });
  expect(await stateOf(idOf(1))).toMatchObject({
    version: '100',
    generation: 'g1',
    told: { [newsletter]: true, [events]: false },
    pending: [],
  });
  expect(await counts()).toEqual({ applied: 1, unchanged: 0, skipped: 0, rejected: 0 });
});

test('before a call that grants it is written down that we are about to', async () => {
  const { handle, crm, script, stateOf } = world();
  crm.set(contact(1), found());
  const remembered: unknown[] = [];
  script.answer = ({ externalId }) => {
    remembered.push(stateOf(externalId));
    return undefined;
  };

  await handle(message([nudge()]));

  expect(await remembered[0]).toMatchObject({ pending: [newsletter], told: {} });
});

test('what takes goes first and alone, what gives after it', async () => {
  const { handle, crm, writes } = world();
  crm.set(contact(1), found());
  await handle(message([nudge()]));
  writes.length = 0;
  const rows = [permissionRow({ granted: false }), permissionRow({ externalId: '2' })];
  crm.set(contact(1), found({ version: '101', permissionRows: rows }));

  await handle(message([nudge()], { messageId: 'bundle-2' }));

  expect(writes).toMatchObject([
    [{ kind: 'take', attributes: {}, permissions: { [newsletter]: false }, told: true }],
    [{ kind: 'give', permissions: { [events]: true } }],
  ]);
});

test('a person whose withdrawal failed is given nothing meanwhile', async () => {
  const { handle, crm, contacts, script, copies } = world();
  crm.set(contact(1), found());
  await handle(message([nudge()]));
  script.answer = ({ kind }) => (kind === 'take' ? { kind: 'retry', reason: '503', maybeApplied: false } : undefined);
  const rows = [permissionRow({ granted: false }), permissionRow({ externalId: '2' })];
  crm.set(contact(1), found({ version: '101', permissionRows: rows }));

  await handle(message([nudge()], { messageId: 'bundle-2' }));

  expect(contacts.get(idOf(1))?.permissions).toEqual({ [newsletter]: true, [events]: false });
  expect(copies).toMatchObject([{ messageId: 'bundle-2~1', attempt: 1 }]);
});

test('100 nudges with repeats are one look a record, one call, and 100 outcomes', async () => {
  const looks: string[] = [];
  const { handle, crm, writes, counts } = world({
    look: async (wishes) => {
      looks.push(...wishes.map(({ id }) => id));
      return wishes.map(({ table, id }) => crm.get(`${table}~${id}`) ?? { kind: 'absent' });
    },
  });
  for (let number = 0; number < 40; number += 1) crm.set(contact(number), found());

  await handle(message(Array.from({ length: 100 }, (_, n) => nudge({ id: idOf(n % 40) }))));

  expect(looks).toHaveLength(40);
  expect(writes.map((items) => items.length)).toEqual([40]);
  expect((await counts()).applied).toBe(100);
});

test('a bundle that comes again is finished: nothing is sent and nothing counted twice', async () => {
  const { handle, crm, writes, counts } = world();
  crm.set(contact(1), found());
  const bundle = message([nudge(), nudge({ id: idOf(2) })]);

  await handle(bundle);
  await handle(bundle);

  expect(writes).toHaveLength(2);
  expect(await counts()).toMatchObject({ applied: 1, skipped: 1 });
});

test('one bad record among good ones is rejected by itself, with the property and without its value', async () => {
  const { handle, crm, contacts, script, counts, store } = world();
  for (let number = 0; number < 10; number += 1) crm.set(contact(number), found());
  script.answer = ({ externalId }) =>
    externalId === idOf(3) ? { kind: 'refused', code: 'PROPERTY_INVALID', property: 'firstName' } : undefined;

  await handle(message(Array.from({ length: 10 }, (_, n) => nudge({ id: idOf(n) }))));

  expect(await counts()).toMatchObject({ applied: 9, rejected: 1 });
  expect(contacts.size).toBe(9);
  const rejects = [...store.rows.values()].filter(({ rowKey }) => rowKey.startsWith('x~'));
  expect(rejects).toMatchObject([{ code: 'PROPERTY_INVALID', message: 'the platform refuses the property firstName' }]);
});

test('a reject is closed by a later success, and the record is tried at every nudge until then', async () => {
  const { handle, crm, script, store, stateOf } = world();
  crm.set(contact(1), found());
  script.answer = () => ({ kind: 'refused', code: 'PROPERTY_INVALID' });
  await handle(message([nudge()]));
  expect((await stateOf(idOf(1)))?.rejected).toBe(1);
  script.answer = () => undefined;

  await handle(message([nudge()], { messageId: 'bundle-2' }));

  expect((await stateOf(idOf(1)))?.rejected).toBe(0);
  expect([...store.rows.keys()].filter((key) => key.includes('x~'))).toEqual([]);
});

test('permissions that the platform withholds are not remembered as given', async () => {
  const { handle, crm, script, stateOf, outcomes } = world();
  crm.set(contact(1), found());
  script.answer = () => ({ kind: 'done', grantsWithheld: 'global' });

  await handle(message([nudge()]));

  expect(await stateOf(idOf(1))).toMatchObject({ told: { [newsletter]: false }, pending: [] });
  expect(outcomes()).toMatchObject([
    { outcome: 'applied', reason: 'permissions withheld by the platform: the recipient opted out of everything' },
  ]);
});

test('a look that failed changes nothing and comes again later', async () => {
  const { handle, crm, writes, copies, counts, store } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'GET contacts: 503' });

  await handle(message([nudge()]));

  expect(writes).toEqual([]);
  expect(store.rows.size).toBe(0);
  expect(copies).toMatchObject([{ partition: 'p00', messageId: 'bundle-1~1', attempt: 1, nudges: [nudge()] }]);
  expect(await counts()).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: 0 });
});

test('only what is left is tried again', async () => {
  const { handle, crm, copies, counts } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'r' });
  crm.set(contact(2), found());
  const again = nudge({ run: 'full' });

  await handle(message([nudge({ id: idOf(2) }), again]));

  expect(copies).toMatchObject([{ nudges: [again] }]);
  expect((await counts()).applied).toBe(1);
});

test('the longest wait that anybody asked for is obeyed', async () => {
  const { handle, crm, copies, script } = world();
  crm.set(contact(1), found());
  crm.set(contact(2), found());
  script.answer = ({ externalId }) => ({
    kind: 'retry',
    reason: 'status 429',
    maybeApplied: false,
    ...(externalId === idOf(2) ? { afterMs: 9_000 } : { afterMs: 3_000 }),
  });

  await handle(message([nudge(), nudge({ id: idOf(2) })]));

  expect(copies).toMatchObject([{ afterMs: 9_000 }]);
});

test('after the last try the records are rejected and the nudges counted', async () => {
  const { handle, crm, copies, counts, outcomes, store } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'GET contacts: 503' });
  const body = { v: 1, attempt: 11, nudges: [nudge(), nudge()] };

  await handle(message([], { messageId: 'bundle-1~11', body }));

  expect(copies).toEqual([]);
  expect((await counts()).rejected).toBe(2);
  expect(outcomes()).toMatchObject([{ outcome: 'rejected', code: 'gave_up', count: 2 }]);
  expect([...store.rows.values()].find(({ rowKey }) => rowKey.startsWith('x~'))).toMatchObject({
    message: 'GET contacts: 503',
  });
});

test('when the list of permissions cannot be read nothing is decided', async () => {
  const { handle, crm, writes, copies } = world({ listed: () => Promise.reject(new Error('properties: 503')) });
  crm.set(contact(1), found());

  await handle(message([nudge()]));

  expect(writes).toEqual([]);
  expect(copies).toHaveLength(1);
});

test('when no settings can be had at all nothing is decided, and the bundle comes again later', async () => {
  const { handle, crm, writes, copies, lines } = world({ settings: () => Promise.reject(new Error('settings: 503')) });
  crm.set(contact(1), found());

  await handle(message([nudge(), nudge({ id: idOf(2), message: 'Delete' })]));

  expect(writes).toEqual([]);
  expect(copies).toMatchObject([{ messageId: 'bundle-1~1', nudges: [{ id: idOf(1) }, { id: idOf(2) }] }]);
  expect(lines).toContainEqual({ event: 'failed', call: 'settings', reason: 'settings: 503' });
});

test.each([
  ['text', undefined, 1],
  [{ v: 2 }, 5, 5],
] as const)(
  'a message that nobody can read (%j) is counted as rejected once, and told to a person',
  async (body, nudges, count) => {
    const raised: Finding[] = [];
    const { handle, counts } = world({ raise: async (findings) => void raised.push(...findings) });

    await handle(message([], { body, nudges }));
    await handle(message([], { body, nudges }));

    expect(await counts()).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: count });
    expect(raised[0]).toMatchObject({ code: 'finding.message' });
  },
);

test('a nudge that nobody can read does not keep the others of its bundle', async () => {
  const { handle, crm, counts } = world();
  crm.set(contact(1), found());

  await handle(message([], { body: { v: 1, nudges: [nudge(), { ...nudge(), table: 'opportunity' }] } }));

  expect(await counts()).toMatchObject({ applied: 1, rejected: 1 });
});

test('what is withheld, and what was refused, is remembered to be shown, and shown once the state row is written', async () => {
  const shown: string[] = [];
  const { handle, crm, script, stateOf } = world({
    show: async (records) => void shown.push(...records.map(({ id }) => id)),
  });
  crm.set(contact(1), found());
  script.answer = () => ({ kind: 'refused', code: 'PROPERTY_INVALID' });

  await handle(message([nudge()]));

  expect(shown).toEqual([idOf(1)]);
  expect(JSON.parse((await stateOf(idOf(1)))?.display ?? '')).toMatchObject({ reject: { code: 'PROPERTY_INVALID' } });
});

test('an outcome is logged by ids only', async () => {
  const { handle, crm, lines } = world();
  crm.set(contact(1), found());

  await handle(message([nudge()]));

  expect(JSON.stringify(lines)).not.toMatch(/eva|example\.org/i);
});

describe('a call that timed out', () => {
  const timedOut = { kind: 'retry', reason: 'timeout', maybeApplied: true, applies: true } as const;

  test('a grant that was done all the same is taken when the CRM says no meanwhile', async () => {
    const { handle, crm, contacts, script, copies, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
    expect(await stateOf(idOf(1))).toMatchObject({ pending: [newsletter], told: {} });
    script.answer = () => undefined;
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));

    await handle(message([], { messageId: 'bundle-1~1', body: { v: 1, attempt: 1, nudges: copies[0]?.nudges } }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    expect(await stateOf(idOf(1))).toMatchObject({ pending: [], told: { [newsletter]: false } });
  });

  test('an off that was done all the same is a yes again when the CRM says yes again', async () => {
    const { handle, crm, contacts, script } = world();
    crm.set(contact(1), found());
    await handle(message([nudge()]));
    script.answer = () => timedOut;
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
    await handle(message([nudge()], { messageId: 'bundle-2' }));
    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    script.answer = () => undefined;
    crm.set(contact(1), found({ version: '102' }));

    await handle(message([nudge()], { messageId: 'bundle-3' }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  });

  test('a grant that may have been done stays in mind when the next call is refused for good', async () => {
    const { handle, crm, contacts, script, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    script.answer = ({ kind }) => (kind === 'give' ? { kind: 'refused', code: 'PROPERTY_INVALID' } : undefined);
    await handle(message([nudge()], { messageId: 'bundle-2' }));
    expect((await stateOf(idOf(1)))?.pending).toEqual([newsletter]);
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));

    await handle(message([nudge()], { messageId: 'bundle-3' }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  });

  test('a grant that may have been done stays in mind while the CRM cannot be read', async () => {
    const { handle, crm, script, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    script.answer = () => undefined;
    const rows = [permissionRow(), permissionRow({ externalId: '2' })];
    crm.set(contact(1), found({ version: '101', permissionRows: rows, values: { donotbulkemail: undefined } }));

    await handle(message([nudge()], { messageId: 'bundle-2' }));

    expect((await stateOf(idOf(1)))?.pending).toEqual([newsletter]);
  });
});

describe('a store where somebody else was faster', () => {
  /** The first `count` transactions are lost: `meddle` happens just before each of them. */
  function contested(count: number, meddle: (made: ReturnType<typeof world>) => Promise<void>) {
    let left = count;
    const made: ReturnType<typeof world> = world({
      records: {
        get: (partition, key) => made.store.get(partition, key),
        transact: async (changes) => {
          left -= 1;
          if (left >= 0) await meddle(made);
          return made.store.transact(changes);
        },
      },
    });
    return made;
  }

  const count = async ({ store }: ReturnType<typeof world>) => {
    const counts = await store.get('p00', countsKey);
    const row = { partitionKey: 'p00', rowKey: countsKey, applied: Number(counts?.applied ?? 0) + 1 };
    await store.transact([{ kind: 'upsert', row }]);
  };

  test('counts that changed meanwhile are read again; nothing is sent twice', async () => {
    const { handle, crm, counts, writes } = contested(3, count);
    crm.set(contact(1), found({ permissionRows: [] }));

    await handle(message([nudge()]));

    expect((await counts()).applied).toBe(4);
    expect(writes).toHaveLength(1);
  });

  test('a permission nudge is counted also where the counts changed meanwhile', async () => {
    const { handle, counts } = contested(2, count);

    await handle(message([nudge({ table: 'assent_permission', id: idOf(5) })]));

    expect(await counts()).toMatchObject({ applied: 2, skipped: 1 });
  });

  test('a state row that changed meanwhile is looked at again: the older look does not win', async () => {
    const made = contested(1, async ({ crm, store }) => {
      crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
      const other = world({ records: store });
      other.crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
      await other.handle(message([nudge()], { messageId: 'other' }));
    });
    made.crm.set(contact(1), found());

    await made.handle(message([nudge()]));

    expect(made.contacts.get(idOf(1))?.permissions[newsletter] ?? false).toBe(false);
    expect(await made.stateOf(idOf(1))).toMatchObject({ version: '101', told: { [newsletter]: false } });
  });

  const refusal = { kind: 'refused', code: 'X' } as const;
  const success = { kind: 'done' } as const;

  test.each([
    ['refused twice is under way no more: the next event need not wait for it', [refusal, refusal], []],
    ['done, then refused may be on', [success, refusal], [newsletter]],
    ['refused, then done is done', [refusal, success], []],
  ] as const)('a grant whose state row was written under it and that is %s', async (_, answers, pending) => {
    const made = world();
    let calls = 0;
    made.script.answer = ({ externalId }) => {
      const row = made.store.rows.get(`p00/${stateKey('spotler', 'contact', externalId)}`);
      // As whoever writes down what the CRM shows of a record.
      if (calls === 0 && row) void made.store.transact([{ kind: 'upsert', row: { ...row, shown: 'x' } }]);
      calls += 1;
      return answers[calls - 1];
    };
    made.crm.set(contact(1), found());

    await made.handle(message([nudge()], { handling: 'first' }));

    expect(calls).toBe(2);
    expect(await made.stateOf(idOf(1))).toMatchObject({ pending });
  });

  test('a record that never stops changing is thrown back, not written over', async () => {
    const { handle, crm } = world({ records: { get: async () => undefined, transact: async () => 'conflict' } });
    crm.set(contact(1), found());

    await expect(handle(message([nudge()]))).rejects.toThrow('kept changing');
  });
});

test('settings that change under way hold for the next bundle: nobody is marked as decided by what was not read', async () => {
  let generation = 1;
  const { handle, crm, stateOf } = world({
    settings: async () => ({ document: settings(), generation: `g${generation}` }),
    listed: async () => {
      generation = 2;
      return [newsletter, events];
    },
  });
  crm.set(contact(1), found());

  await handle(message([nudge()]));

  expect((await stateOf(idOf(1)))?.generation).toBe('g1');
});

describe('a process that dies', () => {
  /** Each at an address of its own: who shares one learns of the others' withdrawals in the order in which they are looked at. */
  const person = (number: number, over: Parameters<typeof found>[0] = {}) =>
    found({ ...over, values: { emailaddress1: `person${number}@example.org` } });

  /** The world with every door dying at the `fatal`-th call: before it is done, or right after. */
  function mortal(when: 'before' | 'after') {
    const life = { calls: 0, fatal: Number.POSITIVE_INFINITY };
    const made = world();
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      life.calls += 1;
      if (life.calls === life.fatal && when === 'before') throw new Error('died');
      const result = await work();
      if (life.calls === life.fatal && when === 'after') throw new Error('died');
      return result;
    };
    const { doors, store } = made;
    const wrapped: RelayDoors = {
      ...doors,
      recordsOf: (id) => step(async () => ({ kind: 'found', records: [{ table: 'contact', id }] })),
      look: (wishes) => step(() => doors.look(wishes)),
      write: (items) => step(() => doors.write(items)),
      sendNudges: (nudges) => step(() => doors.sendNudges(nudges)),
      scheduleCopy: (copy) => step(() => doors.scheduleCopy(copy)),
      records: {
        get: (partition, key) => step(() => store.get(partition, key)),
        transact: (changes) => step(() => store.transact(changes)),
      },
      addresses: {
        get: (partition, key) => step(() => made.addresses.get(partition, key)),
        range: (partition, from, to) => step(() => made.addresses.range(partition, from, to)),
        transact: (changes) => step(() => made.addresses.transact(changes)),
      },
    };
    return {
      ...made,
      ...world(wrapped),
      crm: made.crm,
      contacts: made.contacts,
      store,
      script: made.script,
      copies: made.copies,
      life,
      counts: made.counts,
      stateOf: made.stateOf,
    };
  }

  async function live(when: 'before' | 'after', fatal: number) {
    const made = mortal(when);
    const { crm, handle, script, life } = made;
    crm.set(contact(1), person(1));
    crm.set(contact(2), person(2, { permissionRows: noPermission }));
    crm.set(contact(3), person(3, { active: false }));
    crm.set(contact(5), person(5));
    await handle(message([nudge({ id: idOf(5) }), nudge({ id: idOf(1) })], { messageId: 'before' }));
    crm.set(
      contact(1),
      person(1, {
        version: '101',
        permissionRows: [permissionRow({ granted: false }), permissionRow({ externalId: '2' })],
      }),
    );
    crm.delete(contact(5));
    script.answer = ({ externalId }) =>
      externalId === idOf(6) ? { kind: 'retry', reason: '503', maybeApplied: false } : undefined;
    crm.set(contact(6), person(6));

    const bundle = message([
      nudge({ id: idOf(1) }),
      nudge({ id: idOf(1) }),
      nudge({ id: idOf(2) }),
      nudge({ id: idOf(3) }),
      nudge({ id: idOf(4), message: 'Delete', withdrawal: 'all' }),
      nudge({ id: idOf(5), message: 'Delete', withdrawal: 'all' }),
      nudge({ id: idOf(6) }),
      nudge({ table: 'assent_permission', id: idOf(7) }),
      nudge({ table: 'assent_permission', id: idOf(7) }),
    ]);
    life.calls = 0;
    life.fatal = fatal;
    const died = await handle(bundle).then(
      () => false,
      () => true,
    );
    life.fatal = Number.POSITIVE_INFINITY;
    if (died) await handle(bundle);
    // The copy comes, the platform is well again.
    script.answer = () => undefined;
    const copy = made.copies[0];
    await handle(message([], { messageId: copy?.messageId ?? '', body: { v: 1, attempt: 1, nudges: copy?.nudges } }));
    return { ...made, died };
  }

  /** What must be the same however often the process dies. `lastBundle` may be the bundle or its copy. */
  async function outcome({ contacts, counts, stateOf }: Awaited<ReturnType<typeof live>>) {
    const states = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => stateOf(idOf(number))));
    return {
      contacts: Object.fromEntries([...contacts].sort()),
      counts: await counts(),
      // A step done again is in the ledger again.
      states: states.map((each) => each && { ...each, lastBundle: '', seq: 0, head: '' }),
    };
  }

  test.each(['before', 'after'] as const)(
    '%s any step leaves nothing undone and counts nothing twice',
    async (when) => {
      const whole = await live(when, Number.POSITIVE_INFINITY);
      const expected = await outcome(whole);
      expect(expected.counts).toEqual({ applied: 7, unchanged: 0, skipped: 4, rejected: 0 });
      const steps = whole.life.calls;
      expect(steps).toBeGreaterThan(20);

      for (let fatal = 1; fatal <= steps; fatal += 1) {
        expect({ fatal, ...(await outcome(await live(when, fatal))) }).toEqual({ fatal, ...expected });
      }
    },
  );
});

test('a record whose table is mapped no more loses what it was ever given', async () => {
  const made = world();
  made.crm.set(contact(1), found());
  await made.handle(message([nudge()], { messageId: 'before' }));
  expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);

  const unmapped = { ...settings(), tables: {} };
  const doors = { ...made.doors, settings: async () => ({ document: unmapped, generation: 'g2' }) };
  await handleBundle(message([nudge()], { messageId: 'after' }), doors);

  expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
});

test('a nudge in a session that is not its record’s is sent to where it belongs, and not handled here', async () => {
  const made = world();
  made.crm.set(contact(1), found());

  await made.handle(message([nudge()], { partition: 'p63' }));

  expect(made.sent).toEqual([nudge()]);
  expect(made.contacts.size).toBe(0);
});
