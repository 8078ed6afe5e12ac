import { announce, isUntoldRow } from './announce.ts';
import type { RelayDoors, StoredRow } from './doors.ts';
import { factsKey } from './keys.ts';

/** Pages of a thousand addresses that one round goes through; the next goes on where it ended. */
const pagesARound = 20;

/**
 * Goes through the addresses for withdrawals that were counted and not told to all who hold the address: whoever counted them died
 * before, and its bundle never came again. Answers how many addresses it found, and where to go on.
 */
export async function tellUntold(
  from: string | undefined,
  doors: Pick<RelayDoors, 'addresses' | 'sendNudges'> & {
    readonly scan: (
      rowKey: string,
      token?: string,
    ) => Promise<{ readonly rows: readonly StoredRow[]; readonly token?: string }>;
    readonly check: () => Promise<void>;
  },
): Promise<{ readonly found: number; readonly token?: string }> {
  let token = from;
  let found = 0;
  for (let pages = 0; pages < pagesARound; pages += 1) {
    const page = await doors.scan(factsKey, token);
    for (const { partitionKey } of page.rows.filter(isUntoldRow)) {
      await doors.check();
      // The address key has no ~ in it, a connection's name neither.
      const [connection = '', key = ''] = partitionKey.split('~');
      await announce(key, undefined, connection, doors);
      found += 1;
    }
    token = page.token;
    if (token === undefined) return { found };
  }
  return { found, ...(token ? { token } : {}) };
}
