import { defaultSettings } from '../../../functions/src/event/default-settings.ts';
import { steps, watchedColumns } from '../../../plugin/src/steps.ts';
import { settings } from '../builders.ts';

const of = (table: string) => steps.filter((step) => step.table === table);

test.each(['contact', 'account', 'lead'])('whatever happens to a %s has a step', (table) => {
  expect(of(table).map(({ message }) => message)).toEqual([
    'Create',
    'Update',
    'Delete',
    'SetState',
    'SetStateDynamicEntity',
    'Merge',
  ]);
});

test.each(['assent_permission', 'assent_configuration', 'assent_job'])(
  'whatever happens to a %s row has a step',
  (table) => {
    expect(of(table).map(({ message }) => message)).toEqual(['Create', 'Update', 'Delete']);
  },
);

test('only a permission row that is gone or unticked carries the row before: it must still name its record', () => {
  expect(steps.filter(({ preImage }) => preImage).map(({ table, message }) => `${message} ${table}`)).toEqual([
    'Update assent_permission',
    'Delete assent_permission',
  ]);
});

test('any change of a permission row or an order wakes us, of the settings only the document does', () => {
  const filter = (table: string) => of(table).find(({ message }) => message === 'Update')?.filteringColumns;

  expect(filter('assent_permission')).toEqual([]);
  expect(filter('assent_job')).toEqual([]);
  expect(filter('assent_configuration')).toEqual(['assent_document']);
});

test('only Update filters: Dataverse takes filtering columns nowhere else', () => {
  expect(steps.filter(({ message, filteringColumns }) => message !== 'Update' && filteringColumns.length > 0)).toEqual(
    [],
  );
});

test('an update of a record wakes us for its state and for every mapped column, each named once', () => {
  for (const table of ['contact', 'account', 'lead'] as const) {
    const columns = of(table).find(({ message }) => message === 'Update')?.filteringColumns ?? [];

    expect(columns).toEqual(watchedColumns(defaultSettings, table));
    expect(columns).toEqual(
      expect.arrayContaining(['statecode', 'statuscode', 'emailaddress1', 'donotbulkemail', 'donotemail']),
    );
    expect(new Set(columns).size).toBe(columns.length);
  }
});

test('a birthday in the mapping is watched, a job title that is not mapped is not', () => {
  expect(watchedColumns(defaultSettings, 'contact')).toContain('birthdate');
  expect(watchedColumns(defaultSettings, 'contact')).not.toContain('jobtitle');
});

test('of a table that is not mapped only the state is watched', () => {
  expect(watchedColumns(settings(), 'account')).toEqual(['statecode', 'statuscode']);
});

test('no step of the core solution names a lead', () => {
  expect(steps.filter(({ solution }) => solution === 'core').filter(({ table }) => table === 'lead')).toEqual([]);
  expect(of('lead').every(({ solution }) => solution === 'sales')).toBe(true);
});
