import type { Dynamics } from '../dynamics.ts';
import { reasonOf } from './reason.ts';
import type { Selection } from './selection.ts';

/** Orders the explanation of one record from the relay, and opens the page that waits for it and shows it. */
export async function marketingHistory({ table, ids }: Selection, dynamics: Dynamics): Promise<void> {
  const { say } = dynamics;
  const title = say('historyTitle');
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) return dynamics.alert(title, say('selectOne'));
  dynamics.showProgress(say('historyOrdering'));
  try {
    const job = await order(table, id, dynamics).finally(dynamics.hideProgress);
    await dynamics.openPage('assent_/history/index.html', job, title);
  } catch (error) {
    await dynamics.alert(title, say('historyFailed', reasonOf(error, 'Assent User', say)));
  }
}

function order(table: string, id: string, { create }: Dynamics): Promise<string> {
  return create('assent_job', {
    assent_name: `explain ${table} ${id}`,
    assent_kind: 'explain',
    assent_status: 'new',
    assent_argument: JSON.stringify({ table, id }),
  });
}
