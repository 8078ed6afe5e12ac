import type { Look } from '../../../../functions/src/event/record.ts';
import { decide } from '../../../../functions/src/relay/decide.ts';
import { events, found, newsletter, permissionRow, tableSettings } from '../../builders.ts';

const listed = [newsletter, events];
const all = { listed, told: { '8~email': true }, now: 0 };

const takes: readonly (readonly [string, Look, string])[] = [
  ['is gone', { kind: 'absent' }, 'deleted'],
  ['was merged away', found({ merged: true, active: false }), 'merged'],
  ['is inactive', found({ active: false }), 'inactive'],
  ['was qualified', found({ active: false, qualified: true }), 'qualified'],
  ['does not meet the conditions', found({ values: { category: 2 } }), 'condition'],
];

test.each(takes)(
  'a record that %s holds no permission: every one listed and every one ever told is off',
  (_, look, reason) => {
    const settings = tableSettings({ conditions: [{ column: 'category', operator: 'eq', value: 1 }] });

    expect(decide(look, settings, all)).toEqual({
      kind: 'take',
      reason,
      permissions: {
        [newsletter]: { to: 'no', reason },
        [events]: { to: 'no', reason },
        '8~email': { to: 'no', reason },
      },
    });
  },
);

test('a look that failed decides nothing', () => {
  expect(decide({ kind: 'unknown', reason: 'GET contacts: 503' }, tableSettings(), all)).toEqual({
    kind: 'wait',
    reason: 'GET contacts: 503',
  });
});

test('a condition column that cannot be read decides nothing', () => {
  const settings = tableSettings({ conditions: [{ column: 'secured', operator: 'eq', value: 1 }] });

  expect(decide(found(), settings, all)).toEqual({ kind: 'wait', reason: 'condition column unreadable' });
});

test('an inactive record is off also where its condition column cannot be read', () => {
  const settings = tableSettings({ conditions: [{ column: 'secured', operator: 'eq', value: 1 }] });

  expect(decide(found({ active: false }), settings, all)).toMatchObject({ kind: 'take', reason: 'inactive' });
});

type Case = readonly [string, Parameters<typeof found>[0], { readonly to: string; readonly reason: string }];

const verdicts: readonly Case[] = [
  ['everything holds', {}, { to: 'yes', reason: 'crm says yes' }],
  ['the CRM says no', { permissionRows: [permissionRow({ granted: false })] }, { to: 'no', reason: 'crm says no' }],
  ['the CRM says nothing', { permissionRows: [] }, { to: 'no', reason: 'crm says nothing' }],
  ['a stop column is set', { values: { donotbulkemail: true } }, { to: 'no', reason: 'crm says no' }],
  ['a stop column cannot be read', { values: { donotbulkemail: undefined } }, { to: 'keep', reason: 'unreadable' }],
  ['there is no address', { values: { emailaddress1: null } }, { to: 'no', reason: 'no address' }],
  ['the address is blank', { values: { emailaddress1: '  ' } }, { to: 'no', reason: 'no address' }],
  ['the address is rubbish', { values: { emailaddress1: 'n/a' } }, { to: 'no', reason: 'address not usable' }],
  [
    'the address cannot be read',
    { values: { emailaddress1: undefined } },
    { to: 'keep', reason: 'address unreadable' },
  ],
  [
    'the address cannot be read but the CRM says no',
    { values: { emailaddress1: undefined }, permissionRows: [permissionRow({ granted: false })] },
    { to: 'no', reason: 'crm says no' },
  ],
];

test.each(verdicts)('a permission where %s', (_, over, expected) => {
  const decision = decide(found(over), tableSettings(), { listed, told: {}, now: 0 });

  expect(decision).toMatchObject({ kind: 'give', permissions: { [newsletter]: expected } });
});

test('a permission that the platform does not list is never granted', () => {
  const look = found({ permissionRows: [permissionRow({ externalId: '16' })] });

  expect(decide(look, tableSettings(), { listed, told: {}, now: 0 })).toMatchObject({
    permissions: { '16~email': { to: 'no', reason: 'not listed by the platform' } },
  });
});

test('a channel without an address column has no address', () => {
  const look = found({ permissionRows: [permissionRow({ channel: 'sms' })] });

  expect(decide(look, tableSettings(), { listed: ['1~sms'], told: {}, now: 0 })).toMatchObject({
    permissions: { '1~sms': { to: 'no', reason: 'no address' } },
  });
});

test('each channel has its own address', () => {
  const look = found({
    values: { emailaddress1: null, mobilephone: '+31 6 12345678' },
    permissionRows: [permissionRow(), permissionRow({ channel: 'sms' })],
  });
  const settings = tableSettings({ address: { email: 'emailaddress1', sms: 'mobilephone' } });

  expect(decide(look, settings, { listed: ['1~email', '1~sms'], told: {}, now: 0 })).toMatchObject({
    permissions: { '1~email': { to: 'no', reason: 'no address' }, '1~sms': { to: 'yes' } },
  });
});

test('a permission that was told once and that nobody speaks of any more is off', () => {
  expect(decide(found(), tableSettings(), all)).toMatchObject({
    permissions: { '8~email': { to: 'no', reason: 'crm says nothing' } },
  });
});

test('a person who may not be mailed is kept in step all the same', () => {
  expect(decide(found({ permissionRows: [] }), tableSettings(), all)).toMatchObject({
    kind: 'give',
    attributes: { firstName: 'Eva', email: 'eva@example.org' },
  });
});
