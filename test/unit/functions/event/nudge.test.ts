import { bundle } from '../../../../functions/src/event/nudge.ts';
import { idOf, nudge } from '../../builders.ts';

test('a bundle of 1 to 100 nudges is read as it was sent', () => {
  const body = { v: 1, attempt: 3, nudges: Array.from({ length: 100 }, (_, n) => nudge({ id: idOf(n), again: true })) };

  expect(bundle.parse(body)).toEqual(body);
});

test.each([
  ['no nudges', { v: 1, nudges: [] }],
  ['101 nudges', { v: 1, nudges: Array.from({ length: 101 }, () => nudge()) }],
  ['a later version', { v: 2, nudges: [nudge()] }],
  ['an id in capitals', { v: 1, nudges: [nudge({ id: idOf(1).toUpperCase() })] }],
  ['an id with braces', { v: 1, nudges: [nudge({ id: `{${idOf(1)}}` })] }],
  ['a table that is none of ours', { v: 1, nudges: [{ ...nudge(), table: 'opportunity' }] }],
  ['a withdrawal of a channel that is not there', { v: 1, nudges: [{ ...nudge(), withdrawal: ['fax'] }] }],
])('a message with %s is no bundle', (_, body) => {
  expect(bundle.safeParse(body).success).toBe(false);
});

test('what is not part of a nudge is not carried on: no name and no address can travel in one', () => {
  expect(bundle.parse({ v: 1, nudges: [{ ...nudge(), firstname: 'Eva' }] }).nudges).toEqual([nudge()]);
});
