import { defaultSettings } from '../../../../functions/src/event/default-settings.ts';
import { columnsOf, problemsOf } from '../../../../functions/src/event/settings.ts';
import { settings, tableSettings } from '../../builders.ts';

test('what a new installation starts with is a good document', () => {
  expect(problemsOf(defaultSettings)).toEqual([]);
});

test('by default neither job title, fax, lead topic nor contact preferences leave the CRM', () => {
  const columns = Object.values(defaultSettings.tables).flatMap((table) =>
    (table?.fields ?? []).map(({ column }) => column),
  );

  for (const column of ['jobtitle', 'fax', 'subject', 'donotphone', 'preferredcontactmethodcode']) {
    expect(columns).not.toContain(column);
  }
});

test('every problem of a document is listed with its path', () => {
  const document = {
    ...settings(),
    connections: [],
    tables: { contact: tableSettings({ fields: [{ column: 'First Name', property: '' }] }) },
    secret: 'x',
  };

  const problems = problemsOf(document);

  expect(problems).toHaveLength(4);
  expect(problems.join('\n')).toMatch(/connections: name at least one connection/);
  expect(problems.join('\n')).toMatch(/tables\.contact\.fields\.0\.column: a logical name/);
  expect(problems.join('\n')).toMatch(/tables\.contact\.fields\.0\.property/);
  expect(problems.join('\n')).toMatch(/document: .*secret/);
});

test.each([undefined, null, [], 'text', {}])('%p is no settings document', (document) => {
  expect(problemsOf(document)).not.toEqual([]);
});

const refusedConditions: readonly (readonly [string, unknown])[] = [
  ['a comparison without a value', { column: 'statuscode', operator: 'eq' }],
  ['an order without a value', { column: 'revenue', operator: 'gt' }],
  ['an order against null', { column: 'revenue', operator: 'le', value: null }],
  ['a search for nothing', { column: 'lastname', operator: 'contains', value: '' }],
  ['`in` without a list', { column: 'statuscode', operator: 'in', value: 1 }],
  ['`in` of nothing', { column: 'statuscode', operator: 'in', value: [] }],
  ['a list where one value is wanted', { column: 'statuscode', operator: 'eq', value: [1, 2] }],
  ['an operator that is not known', { column: 'statuscode', operator: 'like', value: 'x' }],
];

test.each(refusedConditions)('%s is refused: as a condition it would switch everybody off or on', (_, condition) => {
  const document = { ...settings(), tables: { contact: { ...tableSettings(), conditions: [condition] } } };

  expect(problemsOf(document).join()).toMatch(/^tables\.contact\.conditions\.0/);
});

const goodConditions: readonly unknown[] = [
  { column: 'a', operator: 'null' },
  { column: 'a', operator: 'notnull', value: null },
  { column: 'a', operator: 'eq', value: null },
  { column: 'a', operator: 'ne', value: false },
  { column: 'a', operator: 'ge', value: 0 },
  { column: 'a', operator: 'lt', value: '2026-01-02' },
  { column: 'a', operator: 'in', value: [1, null] },
];

test.each(goodConditions)('the condition %j is good', (condition) => {
  expect(problemsOf({ ...settings(), tables: { contact: { ...tableSettings(), conditions: [condition] } } })).toEqual(
    [],
  );
});

test('an empty consent column can never mean yes', () => {
  const consent = { column: 'consent', permission: '1~email', yes: [null] };

  expect(problemsOf({ ...settings(), tables: { contact: { ...tableSettings(), consents: [consent] } } })).not.toEqual(
    [],
  );
});

test('a consent names the permission by id and channel', () => {
  const consent = { column: 'consent', permission: '1', yes: [true] };

  expect(problemsOf({ ...settings(), tables: { contact: { ...tableSettings(), consents: [consent] } } })).toEqual([
    'tables.contact.consents.0.permission: write a permission as 1~email or 1~sms',
  ]);
});

test('a table without conditions, consents and stop columns has none', () => {
  const { address, fields } = tableSettings();

  expect(problemsOf({ ...settings(), tables: { contact: { address, fields } } })).toEqual([]);
});

test('a look reads every column that the settings name, each once', () => {
  const columns = columnsOf(
    tableSettings({
      address: { email: 'emailaddress1', sms: 'mobilephone' },
      fields: [
        { column: 'mobilephone', property: 'mobileNumber' },
        { column: 'firstname', property: 'firstName' },
      ],
      conditions: [{ column: 'statuscode', operator: 'eq', value: 1 }],
      consents: [{ column: 'consent', permission: '1~email', yes: [true], until: 'lastday' }],
      stop: { email: ['donotemail'], sms: ['donotsms'] },
    }),
  );

  expect(columns).toEqual([
    'consent',
    'donotemail',
    'donotsms',
    'emailaddress1',
    'firstname',
    'lastday',
    'mobilephone',
    'statuscode',
  ]);
});

test.each([
  ['email', 'email is mapped by itself'],
  ['permissions', 'permissions is mapped by itself'],
  ['firstName', 'firstName is mapped already, by field 0'],
])('a second mapping of %s is refused by name', (property, problem) => {
  const fields = [
    { column: 'firstname', property: 'firstName' },
    { column: 'nickname', property },
  ];

  const problems = problemsOf({ ...settings(), tables: { contact: tableSettings({ fields }) } });

  expect(problems.join('\n')).toContain(`tables.contact.fields.1.property: ${problem}`);
});

test('a second connection is refused instead of ignored', () => {
  const connection = { alias: 'other', platform: 'spotler' };
  const document = { ...settings(), connections: [...settings().connections, connection] };

  expect(problemsOf(document).join('\n')).toContain('connections: one connection is what this version takes');
});

const clockConditions: readonly (readonly [object, boolean])[] = [
  [{ operator: 'ge', value: 'today' }, true],
  [{ operator: 'lt', value: 'now' }, true],
  [{ operator: 'eq', value: 'today' }, false],
  [{ operator: 'in', value: ['today'] }, false],
  [{ operator: 'ge', value: 'Today' }, false],
  [{ operator: 'ge', value: ' now ' }, false],
  [{ operator: 'contains', value: 'now' }, true],
];

test.each(clockConditions)(
  'a condition that names the clock compares by it, or is refused: %j',
  (condition, isGood) => {
    const conditions = [{ column: 'validuntil', ...condition }];
    const document = { ...settings(), tables: { contact: { ...tableSettings(), conditions } } };

    expect(problemsOf(document)).toEqual(isGood ? [] : [expect.stringContaining('`today` and `now`, in lower case')]);
  },
);
