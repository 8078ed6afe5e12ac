import { type Bundle, maxNudges, type Nudge } from '../event/nudge.ts';
import { partitionOf } from '../event/partition.ts';

type Waiting = {
  readonly nudge: Nudge;
  readonly resolve: (bundle: string) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Sends nudges as bundles of one partition. While a send for a partition is under way its further nudges gather into the next
 * bundle: no delay when idle, few messages under load. Each call resolves when the bus has all of its nudges, with the name of each
 * one's bundle.
 */
export function createGatherer(
  /** Gives the bundle's name. */
  send: (partition: string, bundle: Bundle) => Promise<string>,
): (nudges: readonly Nudge[]) => Promise<readonly string[]> {
  const waiting = new Map<string, Waiting[]>();

  async function drain(partition: string): Promise<void> {
    for (let queue = waiting.get(partition); queue !== undefined && queue.length > 0; queue = waiting.get(partition)) {
      const next = queue.splice(0, maxNudges);
      try {
        const name = await send(partition, { v: 1, nudges: next.map(({ nudge }) => nudge) });
        for (const { resolve } of next) resolve(name);
      } catch (error) {
        for (const { reject } of next) reject(error);
      }
    }
    waiting.delete(partition);
  }

  function add(nudge: Nudge): Promise<string> {
    const partition = partitionOf(nudge.table, nudge.id);
    return new Promise((resolve, reject) => {
      const queue = waiting.get(partition);
      if (queue) return void queue.push({ nudge, resolve, reject });
      waiting.set(partition, [{ nudge, resolve, reject }]);
      void drain(partition);
    });
  }

  return (nudges) => Promise.all(nudges.map(add));
}
