import {
  emptyLedger,
  type LedgerEntry,
  type LinkedEntry,
  link,
  replay,
  verify,
} from '../../../../functions/src/relay/ledger.ts';
import { events, newsletter } from '../../builders.ts';

function entry(over: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    kind: 'result',
    at: '2026-01-02T03:04:05Z',
    bundle: 'bundle-1',
    by: 'Update',
    changes: [{ permission: newsletter, to: 'yes', reason: 'crm says yes' }],
    version: '100',
    generation: 'g1',
    answer: 'done',
    ...over,
  };
}

const off = (permission: string) => [{ permission, to: 'no', reason: 'crm says no' }] as const;
const chain: LinkedEntry[] = [];
for (const each of [
  entry({ kind: 'intent' }),
  entry(),
  entry({ changes: off(events) }),
  entry({ kind: 'intent', changes: off(newsletter) }),
]) {
  chain.push(link(headOf(chain), each));
}

function headOf(entries: readonly LinkedEntry[]) {
  const last = entries.at(-1);
  return last ? { seq: last.seq, head: last.hash } : emptyLedger;
}

test('a chain holds as it was written', () => {
  expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(verify(chain, headOf(chain))).toBeUndefined();
  expect(verify([], emptyLedger)).toBeUndefined();
});

const without = (seq: number) => chain.filter((each) => each.seq !== seq);
const withOther = (seq: number, over: Partial<LinkedEntry>) =>
  chain.map((each) => (each.seq === seq ? { ...each, ...over } : each));
const rewritten = withOther(2, link(headOf(chain.slice(0, 1)), entry({ changes: off(newsletter) })));

test.each([
  ['a first entry that is gone', without(1), 'entry 1 is missing'],
  ['an entry that is gone from the middle', without(2), 'entry 2 is missing'],
  ['last entries that are gone', chain.slice(0, 2), 'the last entries are missing after 2'],
  ['all entries gone', [], 'the last entries are missing after 0'],
  ['an entry twice', [...chain.slice(0, 2), ...chain.slice(1)], 'entry 3 is missing'],
  ['changed permissions', withOther(2, { changes: off(newsletter) }), 'entry 2 was changed'],
  ['a changed time', withOther(3, { at: '2027-01-01T00:00:00Z' }), 'entry 3 was changed'],
  [
    'a changed reason',
    withOther(2, { changes: [{ permission: newsletter, to: 'yes', reason: 'x' }] }),
    'entry 2 was changed',
  ],
  ['an entry written anew with its hash', rewritten, 'entry 3 does not follow the one before it'],
])('%s shows', (_, entries, fault) => {
  expect(verify(entries, headOf(chain))).toBe(fault);
});

test('replaying a chain gives what the platform was told: what was only meant does not count', () => {
  expect(replay(chain)).toEqual({ [newsletter]: true, [events]: false });
});
