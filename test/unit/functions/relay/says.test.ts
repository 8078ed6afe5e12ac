import type { PermissionRow, Row, Value } from '../../../../functions/src/event/record.ts';
import { permissionsNamed, says } from '../../../../functions/src/relay/says.ts';
import { newsletter, permissionRow, row, tableSettings } from '../../builders.ts';

const byRows: readonly (readonly [string, readonly Partial<PermissionRow>[], string])[] = [
  ['no permission row', [], 'nothing'],
  ['a row with yes', [{}], 'yes'],
  ['a row with no', [{ granted: false }], 'no'],
  ['a row that is neither', [{ granted: undefined }], 'nothing'],
  ['an inactive yes', [{ active: false }], 'nothing'],
  ['an inactive no', [{ active: false, granted: false }], 'nothing'],
  ['a row without subscription', [{ externalId: undefined }], 'nothing'],
  ['a row whose subscription has no id', [{ externalId: '' }], 'nothing'],
  ['a row without channel', [{ channel: undefined }], 'nothing'],
  ['a row of another channel', [{ channel: 'sms' }], 'nothing'],
  ['a row of another subscription', [{ externalId: '2' }], 'nothing'],
  ['two rows with yes', [{}, {}], 'yes'],
  ['yes and no', [{}, { granted: false }], 'no'],
  ['no and yes', [{ granted: false }, {}], 'no'],
  ['yes and an inactive no', [{}, { active: false, granted: false }], 'yes'],
  ['no and an inactive yes', [{ granted: false }, { active: false }], 'no'],
];

test.each(byRows)('%s: the CRM says so', (_, rows, expected) => {
  const given = row({ permissionRows: rows.map((each) => permissionRow(each)) });

  expect(says(given, tableSettings(), newsletter)).toBe(expected);
});

const consents = [{ column: 'consent', permission: newsletter, yes: [true, 2, 'ja'] }];
const byColumn: readonly (readonly [Value, string])[] = [
  [true, 'yes'],
  [2, 'yes'],
  ['ja', 'yes'],
  [false, 'nothing'],
  [3, 'nothing'],
  ['2', 'nothing'],
  ['Ja', 'nothing'],
  [1, 'nothing'],
  ['', 'nothing'],
  [null, 'nothing'],
  [undefined, 'unknown'],
];

test.each(byColumn)('a consent column with %p says %s', (value, expected) => {
  const given = row({ permissionRows: [], values: { consent: value } });

  expect(says(given, tableSettings({ consents }), newsletter)).toBe(expected);
});

const together: readonly (readonly [string, readonly Partial<PermissionRow>[], Value, string])[] = [
  ['a row with no beats a column with yes', [{ granted: false }], true, 'no'],
  ['a row with no beats an unreadable column', [{ granted: false }], undefined, 'no'],
  ['an unreadable column beats a row with yes', [{}], undefined, 'unknown'],
  ['a row with yes beats a column that says nothing', [{}], false, 'yes'],
  ['a column with yes is enough', [], true, 'yes'],
];

test.each(together)('%s', (_, rows, value, expected) => {
  const given = row({ permissionRows: rows.map((each) => permissionRow(each)), values: { consent: value } });

  expect(says(given, tableSettings({ consents }), newsletter)).toBe(expected);
});

test('a consent whose last day cannot be read is unknown; without a last day it counts', () => {
  const settings = tableSettings({
    consents: [{ column: 'consent', permission: newsletter, yes: [true], until: 'last' }],
  });
  const given = (values: Row['values']) => row({ permissionRows: [], values: { consent: true, ...values } });

  expect(says(given({}), settings, newsletter)).toBe('unknown');
  expect(says(given({ last: null }), settings, newsletter)).toBe('yes');
});

const stops: readonly (readonly [string, Value, Partial<PermissionRow>, string])[] = [
  ['a stop column that is set beats a yes', true, {}, 'no'],
  ['a stop column that is set says no by itself', true, { active: false }, 'no'],
  ['a stop column that is not set grants nothing', false, { active: false }, 'nothing'],
  ['a stop column that is not set leaves a yes', false, {}, 'yes'],
  ['an empty stop column leaves no yes standing', null, {}, 'unknown'],
  ['an unreadable stop column leaves no yes standing', undefined, {}, 'unknown'],
  ['an unreadable stop column makes no better of a no', undefined, { granted: false }, 'no'],
  ['an unreadable stop column makes nothing of nothing', undefined, { active: false }, 'nothing'],
];

test.each(stops)('%s', (_, value, over, expected) => {
  const given = row({ values: { donotbulkemail: value }, permissionRows: [permissionRow(over)] });

  expect(says(given, tableSettings(), newsletter)).toBe(expected);
});

test('one stop column that is set is enough, also where another cannot be read', () => {
  const settings = tableSettings({ stop: { email: ['donotemail', 'donotbulkemail'], sms: [] } });

  expect(says(row({ values: { donotemail: undefined, donotbulkemail: true } }), settings, newsletter)).toBe('no');
  expect(says(row({ values: { donotemail: undefined, donotbulkemail: false } }), settings, newsletter)).toBe('unknown');
});

test('the stop columns of e-mail do not stop a text message', () => {
  const given = row({ values: { donotbulkemail: true }, permissionRows: [permissionRow({ channel: 'sms' })] });

  expect(says(given, tableSettings(), '1~sms')).toBe('yes');
});

test('a record speaks of the permissions of its rows and of the consent mapping', () => {
  const rows = [permissionRow(), permissionRow({ externalId: undefined }), permissionRow({ channel: undefined })];

  expect(
    permissionsNamed(
      row({ permissionRows: rows }),
      tableSettings({ consents: [{ column: 'c', permission: '4~sms', yes: [1] }] }),
    ),
  ).toEqual(['1~email', '4~sms']);
});
