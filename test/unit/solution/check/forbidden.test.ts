import { rules } from '../../../../solution/check/rules.ts';
import { guid } from '../../../../solution/format/guid.ts';
import { sales, smallCore, spoiled } from '../sample-packages.ts';
import { asIs, inCustomizations, nothingReleased, testSpoiled } from './test-spoiled.ts';

const contactScript = `WebResources/assent_formscontactjs${guid('webresource assent_/forms/contact.js').toUpperCase()}`;

testSpoiled([
  {
    rule: 'secrets',
    title: 'the key of the webhook is in it',
    edit: inCustomizations('<AuthType>', '<AuthValue>k3y</AuthValue><AuthType>'),
    element: 'an element that holds a secret',
    message: 'take it out',
  },
  {
    rule: 'secrets',
    title: 'a connection string is in a script',
    edit: (parts: Map<string, string>) => parts.set(contactScript, 'a="AccountKey=abcdefgh12345678"'),
    element: 'a connection string or secret',
    message: 'take it out',
  },
  {
    rule: 'secrets',
    title: 'the address of an organisation is in a script',
    edit: (parts: Map<string, string>) => parts.set(contactScript, 'fetch("https://contoso.crm4.dynamics.com/api")'),
    element: 'contoso.crm4.dynamics.com',
    message: 'the host of one environment',
  },
  {
    rule: 'secrets',
    title: 'the address of the webhook is a real one',
    edit: inCustomizations('https://set-after-import.invalid/', 'https://relay.example.com/'),
    element: 'https://relay.example.com/api/dataverse',
    message: 'is an address',
  },
  ...[
    ['a lookup to lead', '<LookupTypes />', '<LookupTypes><LookupType>lead</LookupType></LookupTypes>', 'LookupType'],
    ['a column leadid', '<Name>assent_source</Name>', '<Name>assent_leadid</Name>', 'Name'],
    ['a privilege on lists', 'prvReadContact', 'prvReadList', 'RolePrivilege name'],
    ['the script of the lead form', 'assent_/forms/contact.js<', 'assent_/forms/lead.js<', 'WebResource Name'],
    ['a step on campaign', '<PrimaryEntity>contact<', '<PrimaryEntity>campaign<', 'PrimaryEntity'],
  ].map(([title, from = '', to = '', element = '']) => ({
    rule: 'core without sales',
    title: `core has ${title}`,
    edit: inCustomizations(from, to),
    element,
    message: 'plain Dataverse does not have',
  })),
]);

test('core without sales: a label may say lead, and the sales solution may name it', () => {
  const look = rules(nothingReleased).get('core without sales');
  const labelled = inCustomizations('description="Platform\'s id"', 'description="List of leads"');

  expect(look?.([spoiled(smallCore, labelled), spoiled(sales, asIs)])).toEqual([]);
});
