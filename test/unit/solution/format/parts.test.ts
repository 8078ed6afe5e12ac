import { all, child, type Node, readXml, textIn } from '../../../../solution/check/xml-tree.ts';
import { formsXml } from '../../../../solution/format/form-xml.ts';
import { resx } from '../../../../solution/format/resx.ts';
import { webResourcePath, webResourceXml } from '../../../../solution/format/web-resource-xml.ts';
import { core, sales, spoiled } from '../sample-packages.ts';

const customizations = (solution: typeof core) => spoiled(solution, () => {}).customizations;
const entity = (root: Node, name: string) => all(root, 'Entity').find((node) => textIn(node, 'Name') === name);

test('a person finds every column of our tables on the form, and the name first in the search', () => {
  const root = customizations(core);

  for (const table of core.tables) {
    const node = entity(root, table.name);
    const onForm = node ? all(node, 'control').map(({ attributes }) => attributes.datafieldname) : [];
    expect(onForm).toEqual(expect.arrayContaining([table.primaryName.name, ...table.columns.map(({ name }) => name)]));
    const [quickFind] = node ? all(node, 'savedquery').filter((view) => textIn(view, 'isquickfindquery') === '1') : [];
    const filter = quickFind && all(quickFind, 'filter').find(({ attributes }) => attributes.isquickfindfields);
    expect(filter?.children[0]?.attributes).toEqual({
      attribute: table.primaryName.name,
      operator: 'like',
      value: '{0}',
    });
  }
});

test('a form that names a column which is not there is not packed', () => {
  const [table] = core.tables;
  const layout = table && { ...table.layout, sections: [{ label: table.label, columns: ['assent_nosuch'] }] };

  expect(() => table && layout && formsXml({ ...table, layout })).toThrow('the column assent_nosuch');
});

test('each table has the six views that Dynamics asks for, one default of each kind', () => {
  const root = customizations(core);

  for (const { name } of core.tables) {
    const views = all(entity(root, name) ?? root, 'savedquery');
    const kinds = views.map((view) => `${textIn(view, 'querytype')} ${textIn(view, 'isdefault')}`);
    expect(kinds).toEqual(['0 1', '0 0', '1 1', '2 1', '4 1', '64 1']);
  }
});

test('choices of the same column on two tables have names of their own', () => {
  const names = all(customizations(core), 'optionset').map(({ attributes }) => attributes.Name);

  expect(names).toEqual(expect.arrayContaining(['contact_assent_bounce', 'account_assent_bounce']));
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ['contact', core],
  ['account', core],
  ['lead', sales],
] as const)('both buttons are on the form, the list and the sub-grids of %s', (table, solution) => {
  const ribbon = child(entity(customizations(solution), table) ?? readXml(''), 'RibbonDiffXml') ?? readXml('');
  const commands = all(child(ribbon, 'CommandDefinitions') ?? ribbon, 'JavaScriptFunction');

  expect(all(ribbon, 'CustomAction').map(({ attributes }) => attributes.Location)).toEqual(
    [1, 2].flatMap(() => [
      `Mscrm.Form.${table}.MainTab.Actions.Controls._children`,
      `Mscrm.HomepageGrid.${table}.MainTab.Management.Controls._children`,
      `Mscrm.SubGrid.${table}.MainTab.Management.Controls._children`,
    ]),
  );
  const ofList = ['SelectedControl', 'SelectedControlSelectedItemIds', 'SelectedEntityTypeName'];
  expect(commands.map(({ children }) => children.map(({ attributes }) => attributes.Value))).toEqual(
    [1, 2].flatMap(() => [['PrimaryControl'], ofList, ofList]),
  );
  expect([...new Set(commands.map(({ attributes }) => attributes.FunctionName))]).toEqual([
    'Assent.commands.syncNow',
    'Assent.commands.marketingHistory',
  ]);
  for (const label of all(ribbon, 'LocLabel'))
    expect(all(label, 'Title').map(({ attributes }) => attributes.languagecode)).toEqual(['1033', '1043']);
});

test('a web resource is named as exports name it, and says which texts it needs', () => {
  const script = readXml(
    webResourceXml({ name: 'assent_/forms/contact.js', bytes: new Uint8Array(), needs: ['assent_/t.1043.resx'] }),
  );

  expect(textIn(script, 'FileName')).toBe(`/${webResourcePath('assent_/forms/contact.js')}`);
  expect(textIn(script, 'FileName')).toMatch(
    /^\/WebResources\/assent_formscontactjs[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/,
  );
  expect(textIn(script, 'WebResourceType')).toBe('3');
  expect(all(readXml(textIn(script, 'DependencyXml')), 'Library').map(({ attributes }) => attributes.name)).toEqual([
    'assent_/t.1043.resx',
  ]);
});

test.each([
  ['assent_/a.html', '1', ''],
  ['assent_/a.svg', '11', ''],
  ['assent_/texts/a.1043.resx', '12', '1043'],
])('%s is a web resource of type %s', (name, type, language) => {
  const node = readXml(webResourceXml({ name, bytes: new Uint8Array(), needs: [] }));

  expect([textIn(node, 'WebResourceType'), textIn(node, 'LanguageCode')]).toEqual([type, language]);
});

test('a kind of file that Dataverse does not take is not packed', () => {
  expect(() => webResourceXml({ name: 'assent_/a.map', bytes: new Uint8Array(), needs: [] })).toThrow(
    'assent_/a.map cannot be',
  );
});

test('a RESX file has every text of its language, in order of the keys', () => {
  const root = readXml(resx({ b: { en: 'B & b', nl: 'B en b' }, a: { en: 'A', nl: 'Aa' } }, 'nl'));

  expect(all(root, 'data').map((node) => [node.attributes.name, textIn(node, 'value')])).toEqual([
    ['a', 'Aa'],
    ['b', 'B en b'],
  ]);
});
