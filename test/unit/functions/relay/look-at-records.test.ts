import { lookAtRecords } from '../../../../functions/src/relay/look-at-records.ts';
import { toRecords } from '../../../../functions/src/relay/record-in-hand.ts';
import { found, idOf, message, nudge, world } from '../../builders.ts';

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
