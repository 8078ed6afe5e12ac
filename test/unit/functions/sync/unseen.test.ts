import { type Going, type Remembered, unseen } from '../../../../functions/src/sync/unseen.ts';
import { idOf } from '../../builders.ts';

const changes: Going = { kind: 'changes' };
const all: Going = { kind: 'all', after: '500', again: false };
const record = { table: 'contact', id: idOf(1) } as const;
const other = { table: 'contact', id: idOf(2) } as const;
const row = idOf(900);

function doors(known: Readonly<Record<string, Remembered>>, origin?: typeof record | typeof other) {
  return {
    remembered: async ({ id }: { readonly id: string }) => known[id],
    recordOfPermission: async () => origin,
  };
}

const live = (version: string): Remembered => ({ version, life: 'live' });
const changed = { id: record.id, version: '100', records: [] };

const recordCases: readonly [
  string,
  typeof changed | { id: string; version: undefined; records: [] },
  Going,
  Record<string, Remembered>,
  readonly string[],
][] = [
  ['a version that was looked at needs nothing', changed, changes, { [record.id]: live(`100 ${row}:7`) }, []],
  ['a version that was not looked at is nudged', changed, changes, { [record.id]: live('99') }, ['Reconcile']],
  ['a record that nobody ever looked at is nudged', changed, changes, {}, ['Reconcile']],
  ['a record that is back is nudged', changed, changes, { [record.id]: { version: '', life: 'gone' } }, ['Reconcile']],
  [
    'a record that went and was known is switched off',
    { ...changed, version: undefined, records: [] },
    changes,
    { [record.id]: live('99') },
    ['Delete'],
  ],
  [
    'a record that went and is known to be gone needs nothing',
    { ...changed, version: undefined, records: [] },
    changes,
    { [record.id]: { version: '', life: 'gone' } },
    [],
  ],
  [
    'a record that went and was never known needs nothing',
    { ...changed, version: undefined, records: [] },
    changes,
    {},
    [],
  ],
  ['gone through all: one never looked at waits for the full sync', changed, all, {}, []],
  [
    'gone through all: one that is newer than the last round is nudged',
    { ...changed, version: '501' },
    all,
    {},
    ['Reconcile'],
  ],
  ['gone through all: a known one that changed is nudged', changed, all, { [record.id]: live('99') }, ['Reconcile']],
  [
    'gone through again: a known one is nudged whatever its version',
    changed,
    { ...all, again: true },
    { [record.id]: live('100') },
    ['Reconcile'],
  ],
];

test.each(recordCases)('%s', async (_, change, going, known, expected) => {
  const nudges = await unseen('contact', change, going, doors(known));

  expect(nudges.map(({ message }) => message)).toEqual(expected);
});

test('a deletion is told as the webhook would have told it, so that it overtakes', async () => {
  const nudges = await unseen(
    'contact',
    { ...changed, version: undefined },
    changes,
    doors({ [record.id]: live('1') }),
  );

  expect(nudges).toEqual([{ ...record, message: 'Delete', withdrawal: 'all' }]);
});

const permission = { id: row, version: '7', records: [record] };

test('a permission row that its record was looked at with needs nothing', async () => {
  const known = { [record.id]: live(`100 ${row}:7`) };

  expect(await unseen('assent_permission', permission, changes, doors(known, record))).toEqual([]);
});

test('a permission row that changed nudges its record', async () => {
  const known = { [record.id]: live(`100 ${row}:6`) };

  expect(await unseen('assent_permission', permission, changes, doors(known, record))).toMatchObject([record]);
});

test('a permission row that moved nudges the record that had it as well', async () => {
  const known = { [record.id]: live('100'), [other.id]: live(`90 ${row}:6`) };

  expect(await unseen('assent_permission', permission, changes, doors(known, other))).toMatchObject([record, other]);
});

test('a permission row that is gone nudges the record that it was last seen with', async () => {
  const gone = { id: row, version: undefined, records: [] };

  expect(
    await unseen('assent_permission', gone, changes, doors({ [record.id]: live(`1 ${row}:6`) }, record)),
  ).toMatchObject([record]);
  expect(await unseen('assent_permission', gone, changes, doors({ [record.id]: live('2') }, record))).toEqual([]);
});

test('versions are compared as whole numbers, also past 2^53', async () => {
  const after: Going = { ...all, after: '9007199254740993' };

  expect(await unseen('contact', { ...changed, version: '9007199254740992' }, after, doors({}))).toEqual([]);
  expect(await unseen('contact', { ...changed, version: '9007199254740994' }, after, doors({}))).toHaveLength(1);
});
