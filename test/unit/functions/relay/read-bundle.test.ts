import { readBundle } from '../../../../functions/src/relay/read-bundle.ts';
import { idOf, nudge } from '../../builders.ts';

test('a bundle of 1 to 100 nudges is read as it was sent', () => {
  const nudges = Array.from({ length: 100 }, (_, n) => nudge({ id: idOf(n), again: true }));

  expect(readBundle({ v: 1, attempt: 3, nudges }, 100)).toEqual({ attempt: 3, nudges, unreadable: 0 });
});

test.each([
  ['an id in capitals', nudge({ id: idOf(1).toUpperCase() })],
  ['an id with braces', nudge({ id: `{${idOf(1)}}` })],
  ['a table that is none of ours', { ...nudge(), table: 'opportunity' }],
  ['a withdrawal of a channel that is not there', { ...nudge(), withdrawal: ['fax'] }],
  ['nothing', null],
])('a nudge with %s spoils itself only', (_, bad) => {
  const body = { v: 1, nudges: [nudge(), bad, nudge({ id: idOf(2) })] };

  expect(readBundle(body, 3)).toEqual({ attempt: 0, nudges: [nudge(), nudge({ id: idOf(2) })], unreadable: 1 });
});

test.each([
  ['no nudges', { v: 1, nudges: [] }],
  ['101 nudges', { v: 1, nudges: Array.from({ length: 101 }, () => nudge()) }],
  ['a later version', { v: 2, nudges: [nudge()] }],
  ['no JSON', 'text'],
])('a message with %s is as many unreadable nudges as it says it carries', (_, body) => {
  expect(readBundle(body, 7)).toEqual({ attempt: 0, nudges: [], unreadable: 7 });
  expect(readBundle(body, undefined).unreadable).toBe(1);
});

test('what is not part of a nudge is not carried on: no name and no address can travel in one', () => {
  expect(readBundle({ v: 1, nudges: [{ ...nudge(), firstname: 'Eva' }] }, 1).nudges).toEqual([nudge()]);
});
