import { isKeyActive } from '../../../../functions/src/ingest/check-key.ts';

const keys = ['the-key-of-today-0001', 'the-key-of-tomorrow-2'];

test.each([
  ['the first key', 'the-key-of-today-0001', true],
  ['the second key, while one replaces the other', 'the-key-of-tomorrow-2', true],
  ['no key', undefined, false],
  ['an empty key', '', false],
  ['a key of the same length', 'the-key-of-today-0002', false],
  ['the beginning of a key', 'the-key-of-today', false],
  ['a key with a space behind it', 'the-key-of-today-0001 ', false],
  ['a key in capitals', 'THE-KEY-OF-TODAY-0001', false],
  ['both keys in one', keys.join(','), false],
])('%s: is it active?', (_, given, active) => {
  expect(isKeyActive(given, keys)).toBe(active);
});

test('without active keys no key is right', () => {
  expect(isKeyActive('', [])).toBe(false);
  expect(isKeyActive('anything', [])).toBe(false);
});
