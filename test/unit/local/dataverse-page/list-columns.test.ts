import { toListColumns, usualSort } from '../../../../infra/local/dataverse/page/list-columns.ts';
import type { Column, Table } from '../../../../infra/local/dataverse/page/metadata.ts';

const tableNamed = (name: string): Table => ({
  name,
  entitySet: `${name}s`,
  idColumn: `${name}id`,
  nameColumn: 'custom_name',
  label: name,
  pluralLabel: name,
});
const column = (name: string, type = 'String'): Column => ({
  name,
  label: name,
  type,
  required: false,
  canWrite: true,
});
const namesOf = (table: string, columns: readonly Column[]) =>
  toListColumns(tableNamed(table), columns).map(({ name }) => name);

test('a column that the organisation does not have is left out', () => {
  expect(namesOf('contact', [column('fullname'), column('emailaddress1')])).toEqual(['fullname', 'emailaddress1']);
});

test('a table without a chosen list shows its name, its own first columns and when it was changed', () => {
  const columns = [
    column('custom_thingid', 'Uniqueidentifier'),
    column('custom_a'),
    column('custom_name'),
    column('ownerid', 'Owner'),
    column('custom_b', 'Memo'),
    column('modifiedon', 'DateTime'),
  ];

  expect(namesOf('custom_thing', columns)).toEqual(['custom_name', 'custom_a', 'custom_b', 'modifiedon']);
});

test('a list is ordered by name, and by age where no name is shown', () => {
  expect(usualSort(tableNamed('custom_thing'))).toEqual({ column: 'custom_name', descending: false });
  expect(usualSort(tableNamed('assent_job'))).toEqual({ column: 'createdon', descending: true });
});
