import { toAttributes } from '../../../../functions/src/relay/mapping.ts';
import { idOf, row, tableSettings } from '../../builders.ts';

type Row = Parameters<typeof toAttributes>[0];

/** What property `p` is told when column `c` holds `value`. */
function told(value: Row['values'][string], options: { label?: string; values?: Record<string, string> } = {}) {
  const { label, values } = options;
  const field = { column: 'c', property: 'p', ...(values ? { values } : {}) };
  const given = row({ values: { c: value }, labels: label === undefined ? {} : { c: label } });
  return toAttributes(given, tableSettings({ fields: [field] })).p;
}

const genders = { '1': 'M', '2': 'F' };
const cases: readonly (readonly [string, Parameters<typeof told>, string | null])[] = [
  ['a text as it is', ['Eva'], 'Eva'],
  ['an empty column as empty', [null], null],
  ['blanks as empty', ['   '], null],
  ['a birthday without time zone', ['1980-02-29'], '1980-02-29'],
  ['a number as it is', [1234], '1234'],
  ['zero as zero', [0], '0'],
  ['a boolean by its value, not by the word a reader sees', [true, { label: 'Ja' }], 'true'],
  ['false as false', [false, { label: 'Nee' }], 'false'],
  ['a choice by its label', [3, { label: 'Customer' }], 'Customer'],
  ['a lookup by the name of what it points to', [idOf(7), { label: 'Fabrikam' }], 'Fabrikam'],
  ['an option by the mapping', [2, { label: 'Female', values: genders }], 'F'],
  ['an option that is not mapped as empty', [3, { label: 'Other', values: genders }], null],
  ['no option as empty', [null, { values: genders }], null],
  ['a text that is named like a part of every object as empty', ['constructor', { values: genders }], null],
];

test.each(cases)('the platform is told %s', (_, given, expected) => {
  expect(told(...given)).toBe(expected);
});

test('a column that the answer does not hold is left out: what we cannot see we do not empty', () => {
  expect(toAttributes(row({ values: { firstname: undefined } }), tableSettings())).toEqual({
    email: 'eva@example.org',
  });
});

test.each([
  ['a usable address', ' eva@example.org ', 'eva@example.org'],
  ['rubbish', 'n/a', null],
  ['nothing', null, null],
  ['two addresses', 'a@example.org;b@example.org', null],
])('with %s in the address column the platform gets it trimmed or nothing', (_, value, expected) => {
  expect(toAttributes(row({ values: { emailaddress1: value } }), tableSettings()).email).toBe(expected);
});

test('the address that was decided on is the one that is sent, whatever a field mapping says', () => {
  const given = row({ values: { emailaddress2: 'other@example.org' } });
  const fields = [{ column: 'emailaddress2', property: 'email' }];

  expect(toAttributes(given, tableSettings({ fields })).email).toBe('eva@example.org');
});

test('with an unreadable address column no address is sent, not even by a field mapping', () => {
  const given = row({ values: { emailaddress1: undefined, emailaddress2: 'other@example.org' } });
  const fields = [{ column: 'emailaddress2', property: 'email' }];

  expect(toAttributes(given, tableSettings({ fields }))).toEqual({});
});
