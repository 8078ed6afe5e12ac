import { componentsOf } from '../../../../solution/check/components.ts';
import { rules } from '../../../../solution/check/rules.ts';
import { guid } from '../../../../solution/format/guid.ts';
import { core, replacing, sales, smallCore, spoiled } from '../sample-packages.ts';

const asIs = () => {};
const nothingReleased = { version: '0.0.0.0', components: [], removed: [] };
const inCustomizations = (from: string | RegExp, to: string) => replacing('customizations.xml', from, to);
const inManifest = (from: string | RegExp, to: string) => replacing('solution.xml', from, to);

test('the packages as they are break no rule', () => {
  const packages = [spoiled(core, asIs), spoiled(sales, asIs)];

  for (const [name, rule] of rules(nothingReleased)) expect([name, rule(packages)]).toEqual([name, []]);
});

const contactScript = `WebResources/assent_formscontactjs${guid('webresource assent_/forms/contact.js').toUpperCase()}`;
const firstForm = `<formid>{${guid('form assent_subscription main')}}</formid>`;
const firstView = guid('view assent_subscription active');

const cases = [
  {
    rule: 'files',
    title: 'customizations.xml is missing',
    edit: (parts: Map<string, string>) => parts.delete('customizations.xml'),
    element: 'customizations.xml',
    message: 'is missing',
  },
  {
    rule: 'files',
    title: 'everything is in a folder of the zip',
    edit: (parts: Map<string, string>) => {
      parts.set('assent/solution.xml', parts.get('solution.xml') ?? '');
      parts.delete('solution.xml');
    },
    element: 'solution.xml',
    message: 'it has to be at the root',
  },
  {
    rule: 'files',
    title: 'a path has backslashes',
    edit: (parts: Map<string, string>) => parts.set('customapis\\x\\customapi.xml', '<a />'),
    element: 'customapis\\x\\customapi.xml',
    message: 'backslash',
  },
  {
    rule: 'files',
    title: 'the file of a web resource is missing',
    edit: (parts: Map<string, string>) => parts.delete(contactScript),
    element: contactScript,
    message: 'is the FileName of a web resource and not in the zip',
  },
  {
    rule: 'files',
    title: 'a file belongs to no web resource',
    edit: (parts: Map<string, string>) => parts.set('WebResources/stray.xml', '<a />'),
    element: 'WebResources/stray.xml',
    message: 'no web resource names it',
  },
  {
    rule: 'files',
    title: 'a file has no content type',
    edit: replacing('[Content_Types].xml', /<Override PartName="[^"]*contactjs[^>]*>/, ''),
    element: contactScript,
    message: 'no content type',
  },
  {
    rule: 'files',
    title: 'a content type names a file that is not there',
    edit: replacing('[Content_Types].xml', '</Types>', '<Override PartName="/gone" ContentType="x" /></Types>'),
    element: 'gone',
    message: 'is not in the zip',
  },
  {
    rule: 'root components',
    title: 'a root component is in no part',
    edit: inManifest('schemaName="assent_permission"', 'schemaName="assent_task"'),
    element: 'RootComponent type 1 assent_task',
    message: 'is not in customizations.xml',
  },
  {
    rule: 'root components',
    title: 'a part is not listed',
    edit: inManifest(/<RootComponent type="80"[^>]*>/, ''),
    element: 'RootComponent type 80 assent_admin',
    message: 'not listed',
  },
  {
    rule: 'root components',
    title: 'the kind of a root component is unknown',
    edit: inManifest('type="80"', 'type="77"'),
    element: 'RootComponent type 77 assent_admin',
    message: 'does not know the type',
  },
  {
    rule: 'web resources',
    title: 'a command uses a library that is no web resource of ours',
    edit: inCustomizations('Library="$webresource:assent_/commands/commands.js"', 'Library="$webresource:new_/x.js"'),
    element: 'JavaScriptFunction  Library',
    message: 'new_/x.js is no web resource here',
  },
  {
    rule: 'web resources',
    title: 'a form uses a library that is no web resource of ours',
    edit: inCustomizations('</form>', '<formLibraries><Library name="new_/y.js" /></formLibraries></form>'),
    element: 'Library  name',
    message: 'new_/y.js is no web resource here',
  },
  {
    rule: 'web resources',
    title: 'a form handler names a library that is no web resource of ours',
    edit: inCustomizations('</form>', '<events><Handler libraryName="new_/z.js" /></events></form>'),
    element: 'Handler  libraryName',
    message: 'new_/z.js is no web resource here',
  },
  {
    rule: 'web resources',
    title: 'a table has an icon that is not there',
    edit: inCustomizations('assent_/icons/permission.svg</IconVectorName>', 'assent_/icons/none.svg</IconVectorName>'),
    element: 'IconVectorName',
    message: 'assent_/icons/none.svg is no web resource here',
  },
  {
    rule: 'web resources',
    title: 'a script needs texts that are not there',
    edit: inCustomizations(/(?<=&lt;Library name=&quot;)assent_\/texts\/assent/, 'assent_/texts/other'),
    element: 'DependencyXml',
    message: 'assent_/texts/other.1033.resx is no web resource here',
  },
  {
    rule: 'web resources',
    title: 'the app has an icon that is not there',
    edit: inCustomizations(/(?<=<AppModule>[\s\S]*<WebResourceId>)[^<]*/, guid('nothing')),
    element: 'AppModule assent_admin',
    message: 'WebResourceId is the id of no web resource',
  },
  {
    rule: 'ribbon',
    title: 'a StringParameter is empty',
    edit: inCustomizations('<CrmParameter Value="PrimaryControl" />', '<StringParameter Value="" />'),
    element: 'StringParameter',
    message: 'is empty',
  },
  {
    rule: 'ribbon',
    title: 'a button has a command that is not defined',
    edit: inCustomizations(/<CommandDefinition Id="[^"]*"/, '<CommandDefinition Id="other"'),
    element: 'Button assent.contact.Form.SyncNow.Button',
    message: 'Command assent.contact.Form.SyncNow.Command is not defined',
  },
  {
    rule: 'ribbon',
    title: 'a command has a rule that is not defined',
    edit: inCustomizations('<EnableRule Id="assent.contact.Form.SyncNow.EnableRule" />', '<EnableRule Id="other" />'),
    element: 'EnableRule other',
    message: 'is not defined',
  },
  {
    rule: 'ribbon',
    title: 'a button has a label that is not defined',
    edit: inCustomizations('<LocLabel Id="assent.contact.SyncNow.Tip">', '<LocLabel Id="other">'),
    element: 'Button assent.contact.Form.SyncNow.Button',
    message: 'the label assent.contact.SyncNow.Tip is not defined',
  },
  {
    rule: 'references',
    title: 'a step posts to an endpoint that is not there',
    edit: inCustomizations(/(?<=<EventHandler>)[^<]*/, `{${guid('nothing')}}`),
    element: 'step Assent: Create of contact',
    message: 'no service endpoint',
  },
  {
    rule: 'references',
    title: 'the app has a view that is not there',
    edit: inCustomizations(`type="26" id="{${firstView}}"`, `type="26" id="{${guid('nothing')}}"`),
    element: `AppModuleComponent type 26 ${guid('nothing')}`,
    message: 'is not in the package',
  },
  {
    rule: 'references',
    title: 'the app is given to a role that is not there',
    edit: inCustomizations(/(?<=<AppModuleRoleMaps>\s*<Role id=")[^"]*/, `{${guid('nothing')}}`),
    element: `AppModuleRoleMaps Role {${guid('nothing')}}`,
    message: 'no role of ours',
  },
  {
    rule: 'references',
    title: 'the site map shows a table that is not there',
    edit: inCustomizations('Entity="assent_permission"', 'Entity="assent_other"'),
    element: 'SubArea assent_permissions',
    message: 'the table assent_other is not in the package',
  },
  {
    rule: 'date only',
    title: 'a date without time moves with the time zone',
    edit: inCustomizations(
      '</attributes>',
      '<attribute><Type>datetime</Type><LogicalName>assent_birthday</LogicalName><IsCustomField>1</IsCustomField><Format>date</Format><Behavior>1</Behavior></attribute></attributes>',
    ),
    element: 'attribute assent_birthday',
    message: 'Behavior 1: give it 2',
  },
  {
    rule: 'prefixes',
    title: 'a column has the prefix of somebody else',
    edit: inCustomizations('<LogicalName>assent_externalid</LogicalName>', '<LogicalName>new_externalid</LogicalName>'),
    element: 'column assent_subscription.new_externalid',
    message: 'does not begin with assent_',
  },
  {
    rule: 'prefixes',
    title: 'a web resource has no prefix',
    edit: inCustomizations('<Name>assent_/console/index.html</Name>', '<Name>console/index.html</Name>'),
    element: 'web resource console/index.html',
    message: 'does not begin with assent_/',
  },
  {
    rule: 'prefixes',
    title: 'a relationship has no prefix',
    edit: inCustomizations('Name="assent_contact_permissions"', 'Name="contact_permissions"'),
    element: 'relationship contact_permissions',
    message: 'does not begin with assent_',
  },
  {
    rule: 'prefixes',
    title: 'the publisher has another prefix',
    edit: inManifest('<CustomizationPrefix>assent<', '<CustomizationPrefix>new<'),
    element: 'CustomizationPrefix',
    message: 'it has to be assent',
  },
  {
    rule: 'unique ids',
    title: 'two components share an id',
    edit: inCustomizations(firstForm, `<formid>{${firstView.toUpperCase()}}</formid>`),
    element: 'view assent_subscription Active Subscriptions',
    message: `its id ${firstView} is that of form assent_subscription Information too`,
  },
  {
    rule: 'unique ids',
    title: 'two elements of a form share an id',
    edit: inCustomizations(
      `id="{${guid('form assent_subscription cell assent_name')}}"`,
      `id="{${guid('form assent_subscription cell createdon')}}"`,
    ),
    element: `form {${guid('form assent_subscription main')}}`,
    message: 'is on two of its elements',
  },
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
];

test.each(cases)('$rule: $title', ({ rule, edit, element, message }) => {
  const look = rules(nothingReleased).get(rule);

  const findings = look?.([spoiled(smallCore, edit)]) ?? [];

  expect(findings.map((finding) => [finding.file.split('/')[0], finding.element])).toContainEqual([
    'assent_core.zip',
    element,
  ]);
  expect(findings.find((finding) => finding.element === element)?.message).toContain(message);
});

test('unique ids: two solutions share an id', () => {
  const role = guid('role Assent Service');
  const other = spoiled(sales, inCustomizations(/(?<=<Role id=")[^"]*/, `{${role}}`));

  const findings = rules(nothingReleased).get('unique ids')?.([spoiled(smallCore, asIs), other]);

  expect(findings).toEqual([
    {
      file: 'assent_sales.zip/customizations.xml',
      element: 'role Assent Service for Sales',
      message: `its id ${role} is that of role Assent Service too`,
    },
  ]);
});

test('core without sales: a label may say lead, and the sales solution may name it', () => {
  const look = rules(nothingReleased).get('core without sales');
  const labelled = inCustomizations('description="Platform\'s id"', 'description="List of leads"');

  expect(look?.([spoiled(smallCore, labelled), spoiled(sales, asIs)])).toEqual([]);
});

describe('released', () => {
  const components = componentsOf(spoiled(smallCore, asIs));
  const released = { version: '1.0.0.0', components: [...components], removed: [] };
  const against = (edit: Parameters<typeof spoiled>[1], removed: (typeof note)[] = []) =>
    rules({ ...released, removed }).get('released')?.([spoiled(smallCore, edit)]);
  const withoutColumn = inCustomizations(/<attribute PhysicalName="assent_source">[\s\S]*?<\/attribute>/, '');
  const column = { solution: 'assent_core', kind: 'column', name: 'assent_permission.assent_source' };
  const note = { ...column, note: 'Kept nothing since 1.0.' };

  test('the same components again are fine, and new ones are too', () => {
    expect(against(asIs)).toEqual([]);
    expect(
      against(
        inCustomizations('</attributes>', '<attribute><IsCustomField>1</IsCustomField></attribute></attributes>'),
      ),
    ).toEqual([]);
  });

  test('a component that is gone is refused until somebody says why: an upgrade deletes it with its data', () => {
    expect(against(withoutColumn)).toMatchObject([
      { element: `column ${column.name}`, message: expect.stringContaining('is gone') },
    ]);
    expect(against(withoutColumn, [note])).toEqual([]);
  });

  test('a component under a new id is refused: an upgrade would make a second one', () => {
    const findings = against(inCustomizations(/(?<=<Role id=")[^"]*/, `{${guid('new')}}`));

    expect(findings).toMatchObject([
      { element: 'role Assent User', message: expect.stringContaining('keep the old one') },
    ]);
  });

  test('a component that was renamed under its id is the same one', () => {
    expect(against(inCustomizations('name="Assent User"', 'name="Assent Reader"'))).toEqual([]);
  });
});
