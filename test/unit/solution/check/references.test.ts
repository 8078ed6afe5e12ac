import { guid } from '../../../../solution/format/guid.ts';
import { inCustomizations, testSpoiled } from './test-spoiled.ts';

const firstView = guid('view assent_subscription active');

testSpoiled([
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
]);
