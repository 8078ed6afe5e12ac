import { handleBundle } from '../../../../functions/src/relay/handle-bundle.ts';
import { events, found, idOf, message, newsletter, nudge, permissionRow, settings, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;

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
