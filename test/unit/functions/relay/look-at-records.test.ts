import { lookAtRecords } from '../../../../functions/src/relay/look-at-records.ts';
import { toRecords } from '../../../../functions/src/relay/record-in-hand.ts';
import { found, idOf, message, nudge, permissionRow, world } from '../../builders.ts';

const bundle = message([nudge()]);

test('what is remembered is read before the row: a decision is never older than what we remember', async () => {
  const steps: string[] = [];
  const made: ReturnType<typeof world> = world({
    look: async (wishes) => {
      steps.push('look');
      return wishes.map(() => found());
    },
    records: {
      get: async (partition, key) => {
        steps.push('remember');
        return made.store.get(partition, key);
      },
      transact: (changes) => made.store.transact(changes),
    },
  });

  await lookAtRecords(toRecords([nudge(), nudge({ id: idOf(2) })]), bundle, made.doors);

  expect(steps.slice(0, 4)).toEqual(['remember', 'remember', 'look', 'look']);
});

test('the row door is told what the event says', async () => {
  const wishes: unknown[] = [];
  const { doors } = world({
    look: async (asked) => {
      wishes.push(...asked);
      return asked.map(() => found());
    },
  });

  await lookAtRecords(toRecords([nudge({ message: 'Delete', withdrawal: 'all' })]), bundle, doors);

  expect(wishes).toMatchObject([{ table: 'contact', id: idOf(1), saysDeleted: true }]);
});

test('a table that is not mapped is skipped, and its rows are not read', async () => {
  const { doors } = world({ look: () => Promise.reject(new Error('must not be read')) });

  expect(await lookAtRecords(toRecords([nudge({ table: 'account' })]), bundle, doors)).toMatchObject([
    { plan: { kind: 'skip', reason: 'table not mapped' } },
  ]);
});

test('an absent lead does not take what a contact of the same id was given: the platform knows no tables', async () => {
  const { doors, crm, handle } = world();
  crm.set(`contact~${idOf(1)}`, found());
  await handle(bundle);

  expect(await lookAtRecords(toRecords([nudge({ table: 'lead' })]), bundle, doors)).toMatchObject([
    { plan: { kind: 'skip', reason: 'the id belongs to a record of another table' } },
  ]);
});

test('an absent record that we never saw is switched off on the platform: it may have been there before us', async () => {
  const { doors } = world();

  expect(await lookAtRecords(toRecords([nudge({ table: 'lead' })]), bundle, doors)).toMatchObject([
    { plan: { kind: 'send', takes: ['1~email', '2~email'] } },
  ]);
});

test('a door that gives no answer for a record makes it wait', async () => {
  const { doors } = world({ look: async () => [] });

  expect(await lookAtRecords(toRecords([nudge()]), bundle, doors)).toMatchObject([{ plan: { kind: 'wait' } }]);
});

test('who enters an address while somebody withdraws there is not granted by what was read before', async () => {
  const other = idOf(2);
  const meddle = { now: async () => undefined as unknown };
  const made: ReturnType<typeof world> = world({
    addresses: {
      get: (partition, key) => made.addresses.get(partition, key),
      range: (partition, from, to) => made.addresses.range(partition, from, to),
      transact: async (changes) => {
        const { now } = meddle;
        meddle.now = async () => undefined;
        await now();
        return made.addresses.transact(changes);
      },
    },
  });
  made.crm.set(`contact~${other}`, found());
  await made.handle(message([nudge({ id: other })]));
  made.crm.set(`contact~${idOf(1)}`, found({ permissionRows: [permissionRow({ id: idOf(901) })] }));
  meddle.now = () => {
    made.crm.set(
      `contact~${other}`,
      found({ version: '101', permissionRows: [permissionRow({ version: '2', granted: false })] }),
    );
    return made.handle(message([nudge({ id: other })], { messageId: 'withdrawal' }));
  };

  await made.handle(message([nudge()], { messageId: 'bundle-2' }));

  expect(made.contacts.get(other)?.permissions['1~email']).toBe(false);
  expect(made.contacts.get(idOf(1))?.permissions['1~email']).not.toBe(true);
});
