import { marketingHistory } from '../../../../plugin/src/commands/marketing-history.ts';
import { idOf } from '../../builders.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

test('the history is ordered as a Job row, and a page opens that waits for it', async () => {
  const dynamics = fakeDynamics();

  await marketingHistory({ table: 'contact', ids: [idOf(1)] }, dynamics);

  const order = {
    assent_name: `explain contact ${idOf(1)}`,
    assent_kind: 'explain',
    assent_status: 'new',
    assent_argument: JSON.stringify({ table: 'contact', id: idOf(1) }),
  };
  expect(dynamics.calls).toEqual([
    'progress: historyOrdering',
    `create: assent_job ${JSON.stringify(order)}`,
    'progress ends',
    'page: assent_/history/index.html job-1 historyTitle',
  ]);
});

test('it is asked for one record at a time', async () => {
  const dynamics = fakeDynamics();

  await marketingHistory({ table: 'contact', ids: [idOf(1), idOf(2)] }, dynamics);

  expect(dynamics.calls).toEqual(['alert: historyTitle: selectOne']);
});

test('who may not order it is told whom to ask', async () => {
  const dynamics = fakeDynamics({ create: () => Promise.reject({ errorCode: 2147746336 }) });

  await marketingHistory({ table: 'contact', ids: [idOf(1)] }, dynamics);

  expect(dynamics.calls).toEqual([
    'progress: historyOrdering',
    'progress ends',
    'alert: historyTitle: historyFailed|forbidden|Assent User',
  ]);
});
