import type { Row } from '../../../../plugin/src/dynamics.ts';
import { readExplanation } from '../../../../plugin/src/history/read-explanation.ts';

/** The Job row as it is read again and again, a second apart. */
function read(rows: readonly Row[]) {
  let time = 0;
  const left = [...rows];
  const waiting = {
    timeoutMs: 30_000,
    now: () => time,
    pause: async () => {
      time += 1_000;
    },
  };
  return readExplanation({ read: async () => left.shift() ?? { assent_status: 'running' } }, 'job-1', waiting);
}

const done = (result: unknown): Row => ({ assent_status: 'done', assent_result: JSON.stringify(result) });

test('the answer is waited for, and told as what is and what happened', async () => {
  const lines = [
    'contact x is known.',
    '1~email is the permission News.',
    '1~email is on.',
    '1. then: 1~email yes.',
    '2. later: 1~email no.',
  ];

  expect(
    await read([{ assent_status: 'new' }, { assent_status: 'running' }, done({ lines, ledger: 'holds' })]),
  ).toEqual({
    kind: 'told',
    now: ['contact x is known.', '1~email is on.'],
    steps: ['then: 1~email yes.', 'later: 1~email no.'],
    ledger: 'holds',
  });
});

test('an order that failed says why', async () => {
  const failed = { assent_status: 'failed', assent_result: '{"error":"id: not an id"}' };

  expect(await read([failed])).toEqual({ kind: 'failed', reason: 'id: not an id' });
});

test('after half a minute without an answer nobody waits any more', async () => {
  expect(await read([])).toEqual({ kind: 'late' });
});

test('a result that cannot be read is not made up', async () => {
  expect(await read([{ assent_status: 'done', assent_result: '{' }])).toEqual({
    kind: 'told',
    now: [],
    steps: [],
    ledger: '?',
  });
});
