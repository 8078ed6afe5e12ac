import { parseFilter } from '../../../../infra/local/dataverse/odata/parse-filter.ts';

const path = (name: string) => ({ kind: 'path', path: name });
const literal = (text: string, quoted = false) => ({ kind: 'literal', text, quoted });
const equal = (name: string, value: object) => ({ kind: 'compare', operator: 'eq', left: path(name), right: value });

for (const [text, expected] of [
  ["a eq 'x'", equal('a', literal('x', true))],
  ["a eq 'it''s'", equal('a', literal("it's", true))],
  ['a eq null', equal('a', literal('null'))],
  ['a eq -1.5', equal('a', literal('-1.5'))],
  ['a eq 9007199254740993', equal('a', literal('9007199254740993'))],
  ['a eq 0f0f0f0f-0000-4000-8000-000000000001', equal('a', literal('0f0f0f0f-0000-4000-8000-000000000001'))],
  ['a eq 2026-01-02T03:04:05Z', equal('a', literal('2026-01-02T03:04:05Z'))],
  ['(a eq 1)', equal('a', literal('1'))],
  ['not a eq 1', { kind: 'not', part: equal('a', literal('1')) }],
] as const) {
  test(`${text} is read`, () => expect(parseFilter(text)).toEqual(expected));
}

test('and binds before or', () => {
  const filter = parseFilter('a eq 1 or b eq 2 and c eq 3');

  expect(filter).toMatchObject({ kind: 'or', parts: [equal('a', literal('1')), { kind: 'and' }] });
});

test('a query function has its parameters by name, lists too', () => {
  const filter = parseFilter("Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['1','2'])");

  expect(filter).toEqual({
    kind: 'function',
    name: 'Microsoft.Dynamics.CRM.In',
    parameters: new Map<string, string | string[]>([
      ['PropertyName', 'a'],
      ['PropertyValues', ['1', '2']],
    ]),
  });
});

for (const text of ['a', 'a eq', 'a eq 1 and', '(a eq 1', 'a eq 1)', "a eq 'x", 'F(x=[1']) {
  test(`${text} is refused`, () => expect(() => parseFilter(text)).toThrow(expect.objectContaining({ status: 400 })));
}
