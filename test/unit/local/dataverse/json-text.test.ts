import { exactInteger, toJsonText } from '../../../../infra/local/dataverse/odata/json-text.ts';

for (const version of ['1', '9007199254740991', '9007199254740992', '18446744073709551615']) {
  test(`${version} is written as a number with every digit`, () => {
    expect(toJsonText({ v: exactInteger(BigInt(version)) })).toBe(`{"v":${version}}`);
  });
}

test('a text that looks like the mark stays a text when nothing is marked', () => {
  expect(JSON.parse(toJsonText({ v: 'integer:1' }))).toEqual({ v: 'integer:1' });
});
