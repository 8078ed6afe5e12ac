import { type RecordTable, recordTables } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';
import { CallError } from './http.ts';
import type { createPace } from './pace.ts';

type Doors = { readonly dataverse: Pick<Dataverse, 'query' | 'read'>; readonly pace: ReturnType<typeof createPace> };

/** As many ids as `In` takes in one query. */
const maxIds = 100;

/** Three reads each: at three a second a look takes less than a minute for them, and the others wait for the next one. */
const maxReadAlone = 50;

/**
 * In which table there is a record of an id. `nowhere` only where a single read of each table says that it does not exist: rows that
 * may not be read are left out of a query without a word. `unknown` where that could not be found out, or not now: only so many are
 * read one by one.
 */
export async function whereIs(
  ids: readonly string[],
  doors: Doors,
): Promise<ReadonlyMap<string, RecordTable | 'nowhere' | 'unknown'>> {
  const found = new Map<string, RecordTable | 'nowhere' | 'unknown'>();
  for (const table of recordTables) {
    const left = ids.filter((id) => !found.has(id));
    for (let start = 0; start < left.length; start += maxIds)
      for (const id of (await query(table, left.slice(start, start + maxIds), doors).catch(unanswered)) ?? [])
        found.set(id, table);
  }
  const left = ids.filter((id) => !found.has(id));
  for (const [index, id] of left.entries()) found.set(id, index < maxReadAlone ? await readOne(id, doors) : 'unknown');
  return found;
}

/** Those of the ids that a query of the table does not show as active. None where it cannot be asked. */
export async function notActive(table: RecordTable, ids: readonly string[], doors: Doors): Promise<readonly string[]> {
  const gone: string[] = [];
  for (let start = 0; start < ids.length; start += maxIds) {
    const part = ids.slice(start, start + maxIds);
    const active = await query(table, part, doors, ' and statecode eq 0').catch(unanswered);
    if (active) gone.push(...part.filter((id) => !active.includes(id)));
  }
  return gone;
}

async function query(
  table: RecordTable,
  ids: readonly string[],
  { dataverse, pace }: Doors,
  and = '',
): Promise<readonly string[]> {
  const filter = `Microsoft.Dynamics.CRM.In(PropertyName='${table}id',PropertyValues=[${ids.map((id) => `'${id}'`).join(',')}])`;
  await pace.next();
  const rows = await dataverse.query(`${table}s?$select=${table}id&$filter=${filter}${and}`);
  return rows.map((row) => String(row[`${table}id`]).toLowerCase());
}

/** Read one by one, or the next time: that says why. */
function unanswered(error: unknown): undefined {
  if (!(error instanceof CallError)) throw error;
  return undefined;
}

async function readOne(id: string, { dataverse, pace }: Doors): Promise<RecordTable | 'nowhere' | 'unknown'> {
  for (const table of recordTables) {
    await pace.next();
    try {
      if ((await dataverse.read(`${table}s(${id})?$select=${table}id`)) !== 'absent') return table;
    } catch (error) {
      // An organisation without the sales solution has no leads.
      if (error instanceof CallError && error.status === 404) continue;
      return 'unknown';
    }
  }
  return 'nowhere';
}
