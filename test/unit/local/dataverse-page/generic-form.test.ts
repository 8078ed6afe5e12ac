import { fieldsOf } from '../../../../infra/local/dataverse/page/form-layout.ts';
import { toGenericForm } from '../../../../infra/local/dataverse/page/generic-form.ts';
import type { Column, Table } from '../../../../infra/local/dataverse/page/metadata.ts';

const job: Table = {
  name: 'assent_job',
  entitySet: 'assent_jobs',
  idColumn: 'assent_jobid',
  nameColumn: 'assent_name',
  label: 'Job',
  pluralLabel: 'Jobs',
};
const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  label: name,
  type,
  required: false,
  canWrite: true,
  ...more,
});
const kindsOf = (columns: readonly Column[]) =>
  fieldsOf(toGenericForm(job, columns)).map(({ column: name, kind, readOnly }) => [name, kind, readOnly]);

test('a table gets a field for each of its own columns, long texts last', () => {
  const columns = [
    column('assent_jobid', 'Uniqueidentifier'),
    column('createdon', 'DateTime'),
    column('assent_result', 'Memo'),
    column('assent_kind', 'String'),
    column('assent_attempts', 'Integer'),
    column('assent_done', 'Boolean'),
  ];

  expect(kindsOf(columns)).toEqual([
    ['assent_kind', 'text', false],
    ['assent_attempts', 'number', false],
    ['assent_done', 'yesno', false],
    ['assent_result', 'memo', false],
  ]);
});

test('what cannot be edited is shown: times, read-only columns, choices and lookups without details', () => {
  const columns = [
    column('assent_due', 'DateTime'),
    column('assent_total', 'Integer', { canWrite: false }),
    column('assent_mode', 'Picklist'),
    column('assent_contactid', 'Lookup'),
  ];

  expect(kindsOf(columns)).toEqual([
    ['assent_due', 'shown', true],
    ['assent_total', 'number', true],
    ['assent_mode', 'shown', true],
    ['assent_contactid', 'shown', true],
  ]);
});

test('a choice with options and a lookup with a target are edited', () => {
  const options = [{ value: 1, label: 'One' }];
  const target = { table: 'contact', bind: 'assent_contactid' };
  const columns = [column('assent_mode', 'Picklist'), column('assent_contactid', 'Lookup')];

  const layout = toGenericForm(job, columns, (name) => (name === 'assent_mode' ? { options } : { target }));

  expect(fieldsOf(layout)).toMatchObject([
    { kind: 'choice', options },
    { kind: 'lookup', target },
  ]);
});
