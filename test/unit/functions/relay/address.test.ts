import { normalAddress, usableAddress } from '../../../../functions/src/relay/address.ts';

const emails: readonly (readonly [unknown, string | undefined])[] = [
  ['eva@example.org', 'eva@example.org'],
  ['  Eva.Visser+news@Example.org\u00a0', 'Eva.Visser+news@Example.org'],
  ['eva@bücher.example', 'eva@bücher.example'],
  ["o'brien@example.org", "o'brien@example.org"],
  ['', undefined],
  ['   ', undefined],
  ['none', undefined],
  ['eva@localhost', undefined],
  ['eva@', undefined],
  ['@example.org', undefined],
  ['eva@example', undefined],
  ['eva@example.', undefined],
  ['eva@.example.org', undefined],
  ['eva@example..org', undefined],
  ['eva visser@example.org', undefined],
  ['eva@example.org; tom@example.org', undefined],
  ['eva@example.org,tom@example.org', undefined],
  ['eva@example.org tom@example.org', undefined],
  ['Eva Visser <eva@example.org>', undefined],
  ['mailto:eva@example.org', undefined],
  ['eva@@example.org', undefined],
  ['eva@tom@example.org', undefined],
  ['eva@[192.0.2.1]', undefined],
  ['eva@example.org/x', undefined],
  // Copied from a document: a zero-width space that nobody sees.
  ['\u200beva@example.org', undefined],
  ['eva@exam\u200bple.org', undefined],
  [`${'e'.repeat(250)}@example.org`, undefined],
  [null, undefined],
  [undefined, undefined],
  [7, undefined],
];

test.each(emails)('the e-mail column %p holds the address %p', (value, expected) => {
  expect(usableAddress('email', value as string)).toBe(expected);
});

const numbers: readonly (readonly [unknown, string | undefined])[] = [
  ['+31 6 12345678', '+31 6 12345678'],
  [' 06-12 34 56 78 ', '06-12 34 56 78'],
  ['(06) 1234.5678', '(06) 1234.5678'],
  ['112', undefined],
  ['------------', undefined],
  ['06 12345678 (private)', undefined],
  ['06 12345678 / 06 87654321', undefined],
  ['+31+612345678', undefined],
  ['1'.repeat(30), undefined],
  [null, undefined],
];

test.each(numbers)('the telephone column %p holds the number %p', (value, expected) => {
  expect(usableAddress('sms', value as string)).toBe(expected);
});

test.each([
  ['email', 'Eva.Visser@Example.ORG', 'eva.visser@example.org'],
  ['email', 'eva+news@example.org', 'eva+news@example.org'],
  ['email', 'eva@BÜCHER.example', 'eva@xn--bcher-kva.example'],
  ['email', 'eva@xn--bcher-kva.example', 'eva@xn--bcher-kva.example'],
  ['sms', '+31 (6) 12-34.56 78', '+31612345678'],
] as const)('in %s, %s and %s are one address', (channel, address, expected) => {
  expect(normalAddress(channel, address)).toBe(expected);
});

test('a plus-tag makes another address', () => {
  expect(normalAddress('email', 'eva+news@example.org')).not.toBe(normalAddress('email', 'eva@example.org'));
});
