import { rules } from '../../../../solution/check/rules.ts';
import { guid } from '../../../../solution/format/guid.ts';
import { sales, smallCore, spoiled } from '../sample-packages.ts';
import { asIs, inCustomizations, inManifest, nothingReleased, testSpoiled } from './test-spoiled.ts';

const firstForm = `<formid>{${guid('form assent_subscription main')}}</formid>`;
const firstView = guid('view assent_subscription active');

testSpoiled([
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
]);

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
