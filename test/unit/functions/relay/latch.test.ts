import {
  type Facts,
  type Holder,
  isCleared,
  type LatchInput,
  latch,
  noFacts,
} from '../../../../functions/src/relay/latch.ts';
import type { Says } from '../../../../functions/src/relay/says.ts';
import { newsletter } from '../../builders.ts';

function look(says: Says, over: Partial<LatchInput> = {}) {
  return latch({
    facts: noFacts,
    readBeforeRow: true,
    holder: undefined,
    says: { [newsletter]: says },
    carried: [],
    byRecipient: [],
    writingBack: [],
    merged: false,
    generation: 'g1',
    cause: 'contact 1',
    ...over,
  });
}

const said = (says: Holder['says'][string], cleared = 0): Holder => ({
  says: { [newsletter]: says },
  cleared: { [newsletter]: cleared },
  generation: 'g1',
});
const withdrawn = (count: number): Facts => ({ ...noFacts, counts: { [newsletter]: count } });
const countOf = ({ facts }: { readonly facts: Facts }) => facts.counts[newsletter] ?? 0;

const counting: readonly (readonly [string, Holder | undefined, Says, number])[] = [
  ['a yes that was a yes', said('yes'), 'yes', 0],
  ['a yes that becomes a no', said('yes'), 'no', 1],
  ['a yes of which nothing is said any more', said('yes'), 'nothing', 1],
  ['a yes that cannot be read any more', said('yes'), 'unknown', 0],
  ['a no that stays', said('no'), 'no', 0],
  ['a no that becomes a yes', said('no'), 'yes', 0],
  ['a no of which nothing is said any more', said('no'), 'nothing', 0],
  ['nothing that becomes a no', said('nothing'), 'no', 1],
  ['nothing that becomes a yes', said('nothing'), 'yes', 0],
  ['a new record with a yes', undefined, 'yes', 0],
  ['a new record with nothing', undefined, 'nothing', 0],
  ['a new record with a no', undefined, 'no', 1],
];

test.each(counting)('%s counts as a withdrawal or not', (_, holder, says, expected) => {
  expect(countOf(look(says, { holder }))).toBe(expected);
});

test('a changed mapping withdraws nothing: only what is said differently under the same settings does', () => {
  expect(countOf(look('no', { holder: { ...said('yes'), generation: 'old' } }))).toBe(0);
});

test('a record that was merged away counts nothing', () => {
  expect(countOf(look('no', { holder: said('yes'), merged: true }))).toBe(0);
});

test('what the recipient withdrew counts, whatever the record says and whoever it was merged into', () => {
  const { facts, raised } = look('yes', { holder: said('yes'), byRecipient: [newsletter], merged: true });

  expect(facts.counts).toEqual({ [newsletter]: 1 });
  expect(facts.causes[newsletter]).toMatch(/^recipient/);
  expect(raised).toEqual([newsletter]);
});

test('a no that we were writing back for the recipient is counted already, and clears as any other', () => {
  const own = { facts: withdrawn(3), writingBack: [newsletter] };
  const { facts, holder, raised } = look('no', { ...own, holder: said('yes', 2) });

  expect(raised).toEqual([]);
  expect(facts.counts).toEqual({ [newsletter]: 3 });
  expect(holder.cleared).toEqual({ [newsletter]: 3 });
  // A no that follows no yes of ours is somebody's.
  expect(look('no', { ...own, holder: said('nothing', 2) }).raised).toEqual([newsletter]);
});

test('counts never fall, and those of other permissions stay', () => {
  const facts = { ...withdrawn(3), counts: { [newsletter]: 3, '2~email': 5 } };

  expect(look('yes', { facts, holder: said('no', 3) }).facts.counts).toEqual({ [newsletter]: 3, '2~email': 5 });
});

const clearing: readonly (readonly [string, Says, Partial<LatchInput>, boolean])[] = [
  ['a yes at an address without a past', 'yes', {}, true],
  ['a new yes at an address where somebody withdrew', 'yes', { facts: withdrawn(1) }, false],
  ['a yes that was there before the withdrawal of another', 'yes', { facts: withdrawn(1), holder: said('yes') }, false],
  ['a yes after a look that did not say yes', 'yes', { facts: withdrawn(2), holder: said('no', 2) }, true],
  ['a yes after a look before the last withdrawal', 'yes', { facts: withdrawn(2), holder: said('no', 1) }, false],
  ['a no clears for later', 'no', { facts: withdrawn(2), holder: said('no', 0) }, true],
  ['a no that raises the count itself', 'no', { facts: withdrawn(2), holder: said('yes', 2) }, true],
  ['nothing said clears for later', 'nothing', { facts: withdrawn(1) }, true],
  [
    'nothing said at an address first seen in this row',
    'nothing',
    { facts: withdrawn(1), readBeforeRow: false },
    false,
  ],
  ['what cannot be read clears nothing', 'unknown', { facts: withdrawn(1) }, false],
  ['a yes that was withheld where it comes from', 'yes', { carried: [newsletter] }, false],
];

test.each(clearing)('%s: does it count now?', (_, says, over, expected) => {
  const { holder, facts } = look(says, over);

  expect(isCleared(holder, facts, newsletter)).toBe(expected);
});

test('a record is never cleared above the count of its address', () => {
  for (const [, says, over] of clearing) {
    const { holder, facts } = look(says, over);
    expect(holder.cleared[newsletter] ?? 0).toBeLessThanOrEqual(facts.counts[newsletter] ?? 0);
  }
});

test('what cannot be read is remembered as it was said before', () => {
  expect(look('unknown', { holder: said('yes') }).holder.says).toEqual({ [newsletter]: 'yes' });
  expect(look('unknown').holder.says).toEqual({ [newsletter]: 'nothing' });
});

test('a permission that nobody speaks of any more is a withdrawal if it was a yes', () => {
  expect(latch({ ...looking, holder: said('yes') }).raised).toEqual([newsletter]);
});

const looking: LatchInput = {
  facts: noFacts,
  readBeforeRow: true,
  holder: undefined,
  says: {},
  carried: [],
  byRecipient: [],
  writingBack: [],
  merged: false,
  generation: 'g1',
  cause: 'contact 1',
};
