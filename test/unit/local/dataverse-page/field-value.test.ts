import { fromRow, isSame, toProperty, type Value } from '../../../../infra/local/dataverse/page/field-value.ts';
import type { Field } from '../../../../infra/local/dataverse/page/form-layout.ts';

const company: Field = {
  column: 'parentcustomerid',
  label: 'Company',
  kind: 'lookup',
  target: { table: 'account', bind: 'parentcustomerid_account' },
};
const field = (kind: Field['kind']): Field => ({ column: 'x', label: 'X', kind });
const entitySetOf = (table: string) => `${table}s`;

describe('reading a field from a row', () => {
  const cases: readonly (readonly [Field, Record<string, unknown>, Value])[] = [
    [field('text'), { x: 'Anna' }, 'Anna'],
    [field('text'), { x: null }, null],
    [field('text'), {}, null],
    [field('yesno'), { x: false }, false],
    [field('yesno'), { x: null }, null],
    [field('choice'), { x: 2 }, 2],
    [field('choice'), { x: '2' }, null],
    [field('date'), { x: '1980-02-29' }, '1980-02-29'],
    [field('date'), { x: '1980-02-29T00:00:00Z' }, '1980-02-29'],
    [field('shown'), { x: 1, 'x@OData.Community.Display.V1.FormattedValue': 'One' }, 'One'],
    [company, { _parentcustomerid_value: null }, null],
    [company, { _parentcustomerid_value: 'a1' }, { table: 'account', id: 'a1', name: 'a1' }],
  ];
  for (const [given, row, expected] of cases) {
    test(`${given.kind} of ${JSON.stringify(row)} is ${JSON.stringify(expected)}`, () => {
      expect(fromRow(given, row)).toEqual(expected);
    });
  }

  test('a lookup takes its table and name from the annotations', () => {
    const row = {
      _parentcustomerid_value: 'c1',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
      '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Bram Visser',
    };

    expect(fromRow(company, row)).toEqual({ table: 'contact', id: 'c1', name: 'Bram Visser' });
  });
});

describe('writing a field', () => {
  test('a plain value goes under its column, an emptied one as null', () => {
    expect(toProperty(field('text'), 'Anna', entitySetOf)).toEqual(['x', 'Anna']);
    expect(toProperty(field('text'), null, entitySetOf)).toEqual(['x', null]);
  });

  test('a lookup is bound by its navigation property, and unbound by null', () => {
    const value = { table: 'account', id: 'a1', name: 'Tulip' };

    expect(toProperty(company, value, entitySetOf)).toEqual(['parentcustomerid_account@odata.bind', '/accounts(a1)']);
    expect(toProperty(company, null, entitySetOf)).toEqual(['parentcustomerid_account@odata.bind', null]);
  });

  test('two lookups are the same when they point at the same record, whatever it is called', () => {
    const before = { table: 'account', id: 'a1', name: 'Tulip' };

    expect(isSame(before, { ...before, name: 'Tulip Trading' })).toBe(true);
    expect(isSame(before, { ...before, id: 'a2' })).toBe(false);
    expect(isSame(before, null)).toBe(false);
  });
});
