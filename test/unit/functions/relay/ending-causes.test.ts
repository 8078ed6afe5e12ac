import { found, idOf, newsletter, permissionRow } from '../../builders.ts';
import { contact, hour, mailed, start } from './mailed.ts';

const causes: readonly (readonly [string, ReturnType<typeof found> | undefined])[] = [
  ['was deleted', undefined],
  ['was merged away', found({ version: '101', active: false, merged: true })],
  ['is inactive', found({ version: '101', active: false })],
  ['says no to e-mail', found({ version: '101', values: { donotbulkemail: true } })],
  ['withdrew the only consent', found({ version: '101', permissionRows: [permissionRow({ granted: false })] })],
  ['has no address', found({ version: '101', values: { emailaddress1: null } })],
  ['does not meet the conditions', found({ version: '101', values: { firstname: 'Nobody' } })],
];

test.each(causes)('a person who %s is switched off at once, and a day later anonymised', async (_, row) => {
  const conditions = [{ column: 'firstname', operator: 'ne' as const, value: 'Nobody' }];
  const { crm, look, contacts, ended, clock, due } = await mailed({}, { conditions });

  if (row) crm.set(contact, row);
  else crm.delete(contact);
  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(due).toEqual([{ table: 'contact', id: idOf(1), at: start + 24 * hour }]);
  clock.ms += 24 * hour - 1;
  await look();
  expect(ended).toEqual([]);
  clock.ms += 1;
  await look();

  expect(ended).toEqual([`anonymise ${idOf(1)}`]);
  await look();
  expect(ended).toHaveLength(1);
});

test('without such a setting nothing but the permissions goes, and nothing is due', async () => {
  const { crm, look, ended, due, clock, stateOf } = await mailed({}, { withdrawal: undefined });

  crm.delete(contact);
  await look();
  clock.ms += 1000 * hour;
  await look();

  expect(ended).toEqual([]);
  expect(due).toEqual([]);
  expect(await stateOf(idOf(1))).toMatchObject({ ending: undefined, due: 0 });
});

const kept: readonly (readonly [string, ReturnType<typeof found>])[] = [
  [
    'said no to one thing and yes to another',
    found({ version: '101', permissionRows: [permissionRow({ granted: false }), permissionRow({ externalId: '2' })] }),
  ],
  ['never said anything', found({ version: '101', permissionRows: [] })],
  [
    'has an address that we may not see',
    found({ version: '101', permissionRows: [], values: { emailaddress1: undefined } }),
  ],
  ['has an address that nobody can use', found({ version: '101', values: { emailaddress1: 'eva at example' } })],
];

test.each(kept)('a person who %s stays on the platform', async (_, row) => {
  const { crm, look, ended, clock } = await mailed();

  crm.set(contact, row);
  await look();
  clock.ms += 100 * hour;
  await look();

  expect(ended).toEqual([]);
});

test('a yes that only the platform or somebody else withholds is no ground to be gone', async () => {
  const { crm, look, ended, clock, script } = await mailed();
  script.answer = ({ kind }) => (kind === 'give' ? { kind: 'done', grantsWithheld: 'global' } : undefined);

  crm.set(contact, found({ version: '101', values: { firstname: 'Eef' } }));
  await look();
  clock.ms += 100 * hour;
  await look();

  expect(ended).toEqual([]);
});
