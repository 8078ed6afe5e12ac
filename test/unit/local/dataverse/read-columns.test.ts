import { readColumns } from '../../../../infra/local/dataverse/schema/read-columns.ts';

const read = (line: string, activity = false) => readColumns({ name: 'thing', activity }, line)[0];

test('a text has a length and a label', () => {
  expect(read('firstname text 50 "First Name"')).toMatchObject({
    name: 'firstname',
    type: 'text',
    maxLength: 50,
    label: 'First Name',
    readOnly: false,
  });
});

test('a text may hold an address and be asked for by forms', () => {
  expect(read('mail text 100 email required "Email"')).toMatchObject({
    maxLength: 100,
    format: 'Email',
    required: true,
  });
  expect(read('method choice =1 1 Any, 2 Email, 3 Phone')).not.toHaveProperty('format');
});

test('a boolean is no unless it says otherwise', () => {
  expect([read('a boolean')?.initial, read('a boolean =true')?.initial]).toEqual([false, true]);
});

test('a status knows its states', () => {
  expect(read('statuscode status 1 New @0, 3 Qualified @1')?.options).toEqual([
    { value: 1, label: 'New', state: 0 },
    { value: 3, label: 'Qualified', state: 1 },
  ]);
});

for (const [line, activity, navigation] of [
  ['parentid lookup account', false, ['parentid']],
  ['parentid lookup account contact', false, ['parentid_account', 'parentid_contact']],
  ['regardingobjectid lookup account', true, ['regardingobjectid_account_thing']],
  ['ownerid lookup systemuser', true, ['ownerid_thing']],
] as const) {
  test(`${line} of ${activity ? 'an activity' : 'a table'} is bound as ${navigation.join(' or ')}`, () => {
    expect(read(line, activity)?.targets.map((target) => target.navigation)).toEqual(navigation);
  });
}

test('a target may name its collection and what a delete does', () => {
  expect(read('parentid lookup account>things_of_account!Cascade')?.targets[0]).toMatchObject({
    table: 'account',
    collection: 'things_of_account',
    onDelete: 'Cascade',
  });
});
