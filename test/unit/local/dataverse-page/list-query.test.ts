import { type ListState, toListPath } from '../../../../infra/local/dataverse/page/list-query.ts';
import type { Table } from '../../../../infra/local/dataverse/page/metadata.ts';

const contact: Table = {
  name: 'contact',
  entitySet: 'contacts',
  idColumn: 'contactid',
  nameColumn: 'fullname',
  label: 'Contact',
  pluralLabel: 'Contacts',
};
const columns = [
  { name: 'fullname', label: 'Full Name', type: 'String' },
  { name: 'emailaddress1', label: 'Email', type: 'String' },
  { name: 'parentcustomerid', label: 'Company Name', type: 'Customer' },
];
const state: ListState = { view: 'active', search: '', sort: { column: 'fullname', descending: false } };
const queryOf = (change: Partial<ListState>) =>
  new URL(toListPath(contact, columns, { ...state, ...change }), 'http://x').searchParams;

test('a list asks for its columns, lookups by their value column, and for the number of all rows', () => {
  const query = queryOf({});

  expect(query.get('$select')).toBe('contactid,fullname,statecode,emailaddress1,_parentcustomerid_value');
  expect(query.get('$orderby')).toBe('fullname');
  expect(query.get('$count')).toBe('true');
});

describe('which rows', () => {
  const cases: readonly (readonly [Partial<ListState>, string | null])[] = [
    [{ view: 'active' }, 'statecode eq 0'],
    [{ view: 'inactive' }, 'statecode ne 0'],
    [{ view: 'all' }, null],
    [{ view: 'all', search: '  ' }, null],
    [{ view: 'all', search: 'anna' }, "(contains(fullname,'anna') or contains(emailaddress1,'anna'))"],
    [{ search: "d'Arc" }, "statecode eq 0 and (contains(fullname,'d''Arc') or contains(emailaddress1,'d''Arc'))"],
    [{ view: 'all', search: 'a&b' }, "(contains(fullname,'a&b') or contains(emailaddress1,'a&b'))"],
  ];
  for (const [change, expected] of cases) {
    test(`${JSON.stringify(change)} asks for ${expected ?? 'all of them'}`, () => {
      expect(queryOf(change).get('$filter')).toBe(expected);
    });
  }
});

test('a list can be ordered the other way round', () => {
  const sort = { column: 'emailaddress1', descending: true };

  expect(queryOf({ sort }).get('$orderby')).toBe('emailaddress1 desc');
});
