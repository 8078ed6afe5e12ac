import { defaultSettings } from '../../../functions/src/event/default-settings.ts';
import type { Settings } from '../../../functions/src/event/settings.ts';
import { watchedColumns } from '../../../plugin/src/steps.ts';
import { readSynced } from '../../../plugin/src/synced.ts';
import { settings } from '../builders.ts';

const rich = settings({
  address: { email: 'emailaddress2', sms: 'mobilephone' },
  conditions: [{ column: 'customertypecode', operator: 'eq', value: 3 }],
  consents: [
    { column: 'new_newsletter', permission: '1~email', yes: [true], until: 'new_newsuntil' },
    { column: 'new_texts', permission: '2~sms', yes: [100000001] },
  ],
  stop: { email: ['donotbulkemail', 'donotemail'], sms: ['donotphone'] },
});

/** The form reads the document by hand, the steps by its schema. */
test.each([
  ['default', defaultSettings],
  ['rich', rich],
] as const)('a form and the steps agree on the columns of the %s settings', (_name, document: Settings) => {
  for (const table of ['contact', 'lead', 'account'] as const) {
    if (document.tables[table] === undefined) continue;

    expect(readSynced(document, table)?.columns).toEqual(watchedColumns(document, table));
  }
});

test('a form knows where addresses and consents stand', () => {
  expect(readSynced(rich, 'contact')).toMatchObject({
    address: { email: 'emailaddress2', sms: 'mobilephone' },
    consents: [
      { column: 'new_newsletter', channel: 'email', yes: [true] },
      { column: 'new_texts', channel: 'sms', yes: [100000001] },
    ],
  });
});

test('a table that the settings leave out is not synchronised', () => {
  expect(readSynced(rich, 'account')).toBeUndefined();
});

test.each([undefined, null, 'text', 7, [], {}, { tables: null }, { tables: { contact: undefined } }])(
  'of a document that is none (%p) nothing is read, and nothing fails',
  (document) => {
    expect(readSynced(document, 'contact')).toBeUndefined();
  },
);

test('what does not fit is left out', () => {
  const table = { address: 'here', fields: [{ column: 'firstname' }, { column: 7 }, null], consents: [{}], stop: [] };

  expect(readSynced({ tables: { contact: table } }, 'contact')).toEqual({
    columns: ['firstname', 'statecode', 'statuscode'],
    address: { email: undefined, sms: undefined },
    consents: [],
  });
});
