import type { ColumnFacts } from '../../../../functions/src/clients/row-door.ts';
import { formattedSuffix, toRow } from '../../../../functions/src/clients/to-row.ts';
import { idOf } from '../../builders.ts';

const plain: ColumnFacts = { isLookup: false, isSecured: false, hasLabel: false };
const columns = new Map<string, ColumnFacts>([
  ['firstname', plain],
  ['secret', { ...plain, isSecured: true }],
  ['gendercode', { ...plain, hasLabel: true }],
  ['numberofemployees', plain],
  ['donotemail', plain],
  ['parentcustomerid', { isLookup: true, isSecured: false, hasLabel: true }],
]);

const subscription = idOf(50);
const subscriptions = async () => new Map([[subscription, '1']]);

function permission(over: Readonly<Record<string, unknown>> = {}) {
  return {
    '@odata.etag': 'W/"7"',
    assent_permissionid: idOf(5),
    assent_channel: 1,
    assent_granted: true,
    _assent_subscriptionid_value: subscription,
    statecode: 0,
    ...over,
  };
}

function answer(over: Readonly<Record<string, unknown>> = {}) {
  return {
    '@odata.etag': 'W/"1234"',
    contactid: idOf(1),
    statecode: 0,
    merged: false,
    firstname: 'Eva',
    assent_contact_permissions: [],
    'assent_contact_permissions@odata.nextLink': 'http://always/there',
    ...over,
  };
}

async function read(over: Readonly<Record<string, unknown>> = {}) {
  const look = await toRow('contact', answer(over), columns, subscriptions);
  return look.kind === 'found' ? look.row : look;
}

test('an answer of the Web API is read as a row', async () => {
  expect(await read()).toEqual({
    version: '1234',
    active: true,
    merged: false,
    values: { firstname: 'Eva' },
    labels: {},
    permissionRows: [],
  });
});

test('the version is that of the row and of each of its permission rows, in any order', async () => {
  const one = permission({ assent_permissionid: idOf(5), '@odata.etag': 'W/"7"' });
  const two = permission({ assent_permissionid: idOf(6), '@odata.etag': 'W/"8"' });

  expect(await read({ assent_contact_permissions: [two, one] })).toMatchObject({
    version: `1234 ${idOf(5)}:7 ${idOf(6)}:8`,
  });
});

test('a version larger than a number can hold is read exactly', async () => {
  expect(await read({ '@odata.etag': 'W/"9007199254740993"' })).toMatchObject({ version: '9007199254740993' });
});

test.each([
  [{ statecode: 1 }, { active: false }],
  [{ statecode: 2 }, { active: false }],
  [
    { merged: true, statecode: 1 },
    { merged: true, active: false },
  ],
  [{ merged: undefined }, { merged: false, active: true }],
])('%j is %j', async (over, expected) => {
  expect(await read(over)).toMatchObject(expected);
});

test('an empty column is empty; one that is not in the answer is not there', async () => {
  expect(await read({ firstname: null, donotemail: undefined })).toMatchObject({ values: { firstname: null } });
  expect(await read({ firstname: null })).not.toMatchObject({ values: { donotemail: null } });
});

test('a secured column that comes empty is not there: without the right to see it, it always comes so', async () => {
  expect(await read({ secret: null })).not.toHaveProperty('values.secret');
  expect(await read({ secret: 'seen' })).toMatchObject({ values: { secret: 'seen' } });
});

test('a lookup is known by its column, with the name of what it points to', async () => {
  const lookup = { _parentcustomerid_value: idOf(9), [`_parentcustomerid_value${formattedSuffix}`]: 'Fabrikam' };

  expect(await read(lookup)).toMatchObject({
    values: { parentcustomerid: idOf(9) },
    labels: { parentcustomerid: 'Fabrikam' },
  });
});

test('a choice has a label; a number and a boolean are written in the language of a reader, and that is no label', async () => {
  const formatted = {
    gendercode: 2,
    [`gendercode${formattedSuffix}`]: 'Female',
    numberofemployees: 1234,
    [`numberofemployees${formattedSuffix}`]: '1,234',
    donotemail: true,
    [`donotemail${formattedSuffix}`]: 'Do Not Allow',
  };

  expect(await read(formatted)).toMatchObject({
    values: { gendercode: 2, numberofemployees: 1234, donotemail: true },
    labels: { gendercode: 'Female' },
  });
  expect(await read(formatted)).not.toHaveProperty('labels.numberofemployees');
});

test('a column that is no single value is left out', async () => {
  expect(await read({ firstname: { deep: 1 } })).not.toHaveProperty('values.firstname');
});

const rows: readonly (readonly [string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>])[] = [
  ['yes by e-mail', {}, { active: true, externalId: '1', channel: 'email', granted: true }],
  ['no by text message', { assent_granted: false, assent_channel: 2 }, { granted: false, channel: 'sms' }],
  ['inactive', { statecode: 1 }, { active: false }],
  ['neither yes nor no', { assent_granted: null }, { granted: undefined }],
  ['without channel', { assent_channel: null }, { channel: undefined }],
  ['of a channel nobody knows', { assent_channel: 3 }, { channel: undefined }],
  ['without subscription', { _assent_subscriptionid_value: null }, { externalId: undefined }],
  ['of a subscription that is gone', { _assent_subscriptionid_value: idOf(51) }, { externalId: undefined }],
  [
    'with its subscription in capitals',
    { _assent_subscriptionid_value: subscription.toUpperCase() },
    { externalId: '1' },
  ],
  ['with columns left out', { assent_granted: undefined, assent_channel: undefined }, { granted: undefined }],
];

test.each(rows)('a permission row that is %s', async (_, over, expected) => {
  expect(await read({ assent_contact_permissions: [permission(over)] })).toMatchObject({
    permissionRows: [{ id: idOf(5), ...expected }],
  });
});

const untrusted: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ['without permission rows', { assent_contact_permissions: undefined }, 'permission rows are not in the answer'],
  ['with garbled permission rows', { assent_contact_permissions: [{}] }, 'permission rows are not in the answer'],
  [
    'that may be cut off',
    { assent_contact_permissions: Array.from({ length: 5000 }, () => permission()) },
    'too many permission rows',
  ],
  ['without a version', { '@odata.etag': undefined }, 'row without version or state'],
  ['without a state', { statecode: undefined }, 'row without version or state'],
];

test.each(untrusted)('an answer %s is unknown, not empty', async (_, over, reason) => {
  expect(await read(over)).toEqual({ kind: 'unknown', reason });
});

test.each([
  ['lead', 1, true],
  ['lead', 2, undefined],
  ['contact', 1, undefined],
] as const)('a %s of state %p is qualified: %p', async (table, statecode, qualified) => {
  const given = { ...answer({ statecode }), [`assent_${table}_permissions`]: [] };
  const look = await toRow(table, given, columns, subscriptions);

  expect(look.kind === 'found' && look.row.qualified).toBe(qualified);
});
