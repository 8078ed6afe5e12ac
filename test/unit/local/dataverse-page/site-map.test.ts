import type { Metadata, Table } from '../../../../infra/local/dataverse/page/metadata.ts';
import { type Area, toSiteMap } from '../../../../infra/local/dataverse/page/site-map.ts';

function organisationWith(...names: readonly string[]): Metadata {
  const tables = names.map(
    (name): Table => ({
      name,
      entitySet: `${name}s`,
      idColumn: `${name}id`,
      nameColumn: 'name',
      label: name,
      pluralLabel: name,
    }),
  );
  return { tables, find: (name) => tables.find((table) => table.name === name), columns: async () => [] };
}
const namesIn = (metadata: Metadata, apps: readonly Area[] = []) =>
  toSiteMap(metadata, apps).map(({ label, entries }) => [label, ...entries.map(({ id }) => id)]);

test('an organisation with the solution shows customers and the imported tables', () => {
  const metadata = organisationWith(
    'assent_issue',
    'assent_job',
    'account',
    'assent_subscription',
    'lead',
    'assent_configuration',
    'contact',
    'systemuser',
  );

  expect(namesIn(metadata)).toEqual([
    ['Customers', 'contact', 'lead', 'account'],
    ['Marketing', 'assent_subscription', 'assent_configuration', 'assent_job', 'assent_issue'],
  ]);
});

test('a bare organisation without solutions shows contacts and accounts only', () => {
  expect(namesIn(organisationWith('contact', 'account', 'systemuser'))).toEqual([['Customers', 'contact', 'account']]);
});

test('the groups of an imported app stand between customers and the tables that no app shows', () => {
  const entry = { id: 'assent_job', label: 'Jobs', address: '#/assent_job', icon: 'table' } as const;

  const names = namesIn(organisationWith('contact', 'assent_job', 'assent_issue'), [
    { label: 'Assent · Overview', entries: [entry] },
  ]);

  expect(names).toEqual([
    ['Customers', 'contact'],
    ['Assent · Overview', 'assent_job'],
    ['Other tables', 'assent_issue'],
  ]);
});
