import { z } from 'zod';
import type { Dataverse } from './dataverse.ts';

/** The row's versions: as it was found (undefined = not there), and after it was written. */
export type Beat = { readonly before: string | undefined; readonly after: string };

/** Always the same, so that two who begin at once make one row. */
const heartbeatId = 'a55e2700-0000-4000-8000-000000000001';
const path = `assent_configurations(${heartbeatId})`;
const identity = z.object({ OrganizationId: z.string().toLowerCase() });

/**
 * Writes the Configuration row `heartbeat`, which wakes nobody. Row versions only grow: one that is lower than before means that the
 * organisation was restored from a backup.
 */
export async function beat(dataverse: Pick<Dataverse, 'read' | 'write'>): Promise<Beat> {
  const before = await readVersion(dataverse);
  await dataverse.write(path, { assent_name: 'heartbeat' });
  const after = await readVersion(dataverse);
  if (after === undefined) throw new Error('The heartbeat row could not be read after it was written.');
  return { before, after };
}

/** Which organisation answers at the address that we were given. */
export async function readOrganizationId(dataverse: Pick<Dataverse, 'read'>): Promise<string> {
  return identity.parse(await dataverse.read('WhoAmI()')).OrganizationId;
}

async function readVersion(dataverse: Pick<Dataverse, 'read'>): Promise<string | undefined> {
  const row = await dataverse.read(`${path}?$select=assent_name`);
  return row === 'absent' ? undefined : String(row['@odata.etag']).replaceAll(/\D/g, '');
}
