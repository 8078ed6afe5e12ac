import { guid } from '../../../../solution/format/guid.ts';
import { replacing } from '../sample-packages.ts';
import { inManifest, testSpoiled } from './test-spoiled.ts';

const contactScript = `WebResources/assent_formscontactjs${guid('webresource assent_/forms/contact.js').toUpperCase()}`;

testSpoiled([
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
]);
