import { all, readXml } from '../../../../solution/check/xml-tree.ts';
import { marketingTabName, marketingTabXml } from '../../../../solution/core/marketing-tab.ts';
import { viewId } from '../../../../solution/format/view-xml.ts';

const tables = ['contact', 'account', 'lead'] as const;

test.each(tables)('the tab of a %s shows its own permission rows', (table) => {
  const tab = readXml(marketingTabXml(table));
  const text = (name: string) => all(tab, name).map((node) => node.text);

  expect([tab.name, tab.attributes.name]).toEqual(['tab', marketingTabName]);
  expect(text('RelationshipName')).toEqual([`assent_${table}_permissions`]);
  expect(text('TargetEntityType')).toEqual(['assent_permission']);
  expect(text('ViewId')).toEqual([`{${viewId('assent_permission', 'associated')}}`]);
});

test('what the relay writes is shown, and nobody can change it there', () => {
  const controls = all(readXml(marketingTabXml('contact')), 'control').filter(
    ({ attributes }) => attributes.datafieldname,
  );

  expect(controls.map(({ attributes }) => attributes.datafieldname)).toEqual([
    'assent_bounce',
    'assent_globaloptout',
    'assent_withheld',
  ]);
  for (const { attributes } of controls) expect(attributes.disabled).toBe('true');
});

test('each table has ids of its own, the same every time: a second run finds the tab that is there', () => {
  const ids = tables.flatMap((table) =>
    all(readXml(`<x>${marketingTabXml(table)}</x>`), 'cell').map(({ attributes }) => attributes.id),
  );

  expect(new Set(ids).size).toBe(ids.length);
  expect(marketingTabXml('lead')).toBe(marketingTabXml('lead'));
});
