import type { RecordTable } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';

/** A write of ours gave a row this version in place of that one. */
export type Revision = { readonly from: string; readonly to: string };

/** Somebody saved the row between our read and our write. */
const maxTries = 5;

/**
 * Writes columns for display on a record: only where they differ, and only over the version that was read. Answers the revision it
 * made, so that our own write is not taken for news; undefined where there was nothing to write or the row is gone.
 */
export async function writeDisplay(
  dataverse: Pick<Dataverse, 'read' | 'revise'>,
  { table, id }: { readonly table: RecordTable; readonly id: string },
  columns: Readonly<Record<string, string | number | boolean | null>>,
): Promise<Revision | undefined> {
  const path = `${table}s(${id})`;
  const names = Object.keys(columns);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const row = await dataverse.read(`${path}?$select=${names.join(',')}`);
    if (row === 'absent' || names.every((name) => isSame(row[name], columns[name]))) return undefined;
    const etag = String(row['@odata.etag']);
    const revised = await dataverse.revise(path, columns, etag, names);
    if (revised !== 'precondition') return { from: versionOf(etag), to: versionOf(String(revised['@odata.etag'])) };
  }
  throw new Error(`${table} ${id} kept changing while it was written.`);
}

/** A column that was never written shows nothing, as 0 and no do. */
function isSame(stored: unknown, wanted: unknown): boolean {
  const isNothing = wanted === null || wanted === 0 || wanted === false;
  return stored === wanted || (isNothing && (stored === null || stored === undefined));
}

/** The version number in `W/"123"`, as text. */
function versionOf(etag: string): string {
  return etag.replaceAll(/\D/g, '');
}
