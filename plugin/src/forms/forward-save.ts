import type { Dynamics } from '../dynamics.ts';
import { plainId, syncRecord } from '../sync-record.ts';
import type { Synced } from '../synced.ts';
import { within } from '../within.ts';
import type { Board } from './show-standing.ts';

/** After this nobody waits for the answer any more; the webhook of the save comes by itself. */
const timeoutMs = 10_000;
/** How long the relay and its write-back may take before the form reads again. */
const settleMs = 15_000;

/**
 * After a save that changed something synchronised: asks the relay to look now, which overtakes a queue of Dataverse that a bulk job
 * holds. Fails where it cannot be asked, which costs only the head start; in any case the form shows later what became of it.
 */
export async function forwardSave(
  { id, columns }: { readonly id: string; readonly columns: readonly string[] },
  {
    table,
    synced,
    dynamics,
    board,
    later,
  }: {
    readonly table: string;
    readonly synced: Synced;
    readonly dynamics: Pick<Dynamics, 'execute' | 'isOffline'>;
    readonly board: Pick<Board, 'wait' | 'settle'>;
    readonly later: (delayMs: number, work: () => Promise<void>) => void;
  },
): Promise<void> {
  if (!columns.some((column) => synced.columns.includes(column))) return;
  board.wait(new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  try {
    if (!dynamics.isOffline()) await within(timeoutMs, syncRecord(dynamics, table, [plainId(id)]));
  } finally {
    later(settleMs, board.settle);
  }
}
