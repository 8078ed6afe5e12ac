import { syncNow } from '../../../../plugin/src/commands/sync-now.ts';
import { idOf } from '../../builders.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index));
const sizes = (requests: readonly Record<string, unknown>[]) =>
  requests.map(({ Ids }) => (Array.isArray(Ids) ? Ids.length : 0));

test('one record is handed over, with a sign of work and the number at the end', async () => {
  const dynamics = fakeDynamics();

  await syncNow({ table: 'lead', ids: ids(1) }, dynamics);

  expect(dynamics.requests).toMatchObject([{ Table: 'lead', Ids: ids(1) }]);
  expect(dynamics.calls).toEqual(['progress: syncing|1', 'execute', 'progress ends', 'alert: syncTitle: synced|1']);
});

test('a long list goes a hundred at a time', async () => {
  const dynamics = fakeDynamics();

  await syncNow({ table: 'contact', ids: ids(250) }, dynamics);

  expect(sizes(dynamics.requests)).toEqual([100, 100, 50]);
  expect(dynamics.requests.flatMap(({ Ids }) => Ids)).toEqual(ids(250));
  expect(dynamics.calls.at(-1)).toBe('alert: syncTitle: synced|250');
});

test('a call that fails ends it: the message says how many went, what happened and what to do', async () => {
  const answers = [undefined, new Error('The webhook call failed.')];
  const dynamics = fakeDynamics({
    execute: async () => {
      const error = answers.shift();
      if (error) throw error;
    },
  });

  await syncNow({ table: 'contact', ids: ids(250) }, dynamics);

  expect(sizes(dynamics.requests)).toEqual([100, 100]);
  expect(dynamics.calls.slice(-2)).toEqual([
    'progress ends',
    'alert: syncTitle: syncFailed|100|250|failed|The webhook call failed.',
  ]);
});

test.each([
  ['as the client API gives it', { errorCode: 2147746336, message: 'missing prvX' }],
  ['signed', { errorCode: -2147220960, message: 'missing prvX' }],
])('a missing privilege names the role to ask for (%s)', async (_case, error) => {
  const dynamics = fakeDynamics({ execute: () => Promise.reject(error) });

  await syncNow({ table: 'contact', ids: ids(1) }, dynamics);

  expect(dynamics.calls.at(-1)).toBe('alert: syncTitle: syncFailed|0|1|forbidden|Assent User');
});

test('a call that hangs is given up after half a minute, and the page is free again', async () => {
  jest.useFakeTimers();
  const dynamics = fakeDynamics({ execute: () => new Promise(() => {}) });

  const done = syncNow({ table: 'contact', ids: ids(1) }, dynamics);
  await jest.advanceTimersByTimeAsync(30_000);
  jest.useRealTimers();
  await done;

  expect(dynamics.calls.slice(-2)).toEqual(['progress ends', 'alert: syncTitle: syncFailed|0|1|noAnswer|30']);
});
