import { plainWords } from '../../../../plugin/src/history/plain-words.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

const names = new Map([
  ['1', 'Newsletter'],
  ['topic.a-b', 'Offers'],
]);
const plain = (line: string) => plainWords(line, names, fakeDynamics().say);

test.each([
  ['1~email is on.', 'Newsletter (email) is on.'],
  ['1~email no, topic.a-b~sms yes', 'Newsletter (email) no, Offers (sms) yes'],
  ['11~email is one that nobody named', '11~email is one that nobody named'],
  ['bundle a1~b stays', 'bundle a1~b stays'],
  [
    'then: 1~email yes was told, answer done; bundle 4f~2, by contact 7d.',
    'then: Newsletter (email) yes was told, answer done.',
  ],
])('permissions are named by their subscription: %s', (line, expected) => {
  expect(plain(line)).toBe(expected);
});

test("times are told in the reader's own way", () => {
  const time = '2026-11-26T10:00:00.123Z';

  expect(plain(`since ${time}, because`)).toBe(`since ${new Date(time).toLocaleString()}, because`);
});
