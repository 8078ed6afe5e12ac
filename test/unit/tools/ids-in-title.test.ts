import { idsInTitle } from '../../tools/features/ids-in-title.ts';

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['SA-1 EE-12: a contact is created', ['SA-1', 'EE-12']],
  ['AC-40 LP-26 X-7 P-32 N-15', ['AC-40', 'LP-26', 'X-7', 'P-32', 'N-15']],
  ['R1 R11: a withdrawal', ['R1', 'R11']],
  ['G-6.38: events in the wrong order', ['G-6.38']],
  ['G-6 38: events in the wrong order', ['G-6.38']],
  ['G-6 (38): events in the wrong order', ['G-6.38']],
  ['G-9 57/60 G-6 (36, 38): a copy sends nothing', ['G-9.57', 'G-9.60', 'G-6.36', 'G-6.38']],
  ['SA-1 a contact SA-1: is named once', ['SA-1']],
  ['EE-11 (X-1): a describe around', ['EE-11', 'X-1']],
  ['partition p17 and SHA-256 of RSA-2048 in UTF-8 are no ids', []],
  ['sa-1 and r1 are no ids either', []],
];

test.each(cases)('the title "%s" names exactly its ids', (title, ids) => {
  expect(idsInTitle(title)).toEqual(ids);
});

test.each(['G-6: order', 'order (G-6)', 'G-6 and more'])(
  'a group without a number, as in "%s", is given as it stands, so that it is refused',
  (title) => {
    expect(idsInTitle(title)).toEqual(['G-6']);
  },
);
