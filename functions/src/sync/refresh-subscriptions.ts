import { createHash } from 'node:crypto';

export type RefreshDoors = {
  readonly connection: string;
  readonly listed: () => Promise<readonly { readonly externalId: string; readonly name: string }[]>;
  /** The platform's ids that already have a Subscription row. */
  readonly known: () => Promise<ReadonlySet<string>>;
  readonly create: (id: string, columns: { readonly externalId: string; readonly name: string }) => Promise<void>;
};

/** Brings the Subscription rows up to the platform's list. Rows are only added: a permission row may rest on any of them. */
export async function refreshSubscriptions(
  doors: RefreshDoors,
): Promise<{ readonly listed: number; readonly created: number }> {
  const [listed, known] = await Promise.all([doors.listed(), doors.known()]);
  const missing = listed.filter(({ externalId }) => !known.has(externalId));
  for (const subscription of missing) await doors.create(idOf(doors.connection, subscription.externalId), subscription);
  return { listed: listed.length, created: missing.length };
}

/** The id follows from the platform's id (RFC 9562, version 8), so that two who create at once make one row. */
function idOf(connection: string, externalId: string): string {
  const hash = createHash('sha256').update(`subscription~${connection}~${externalId}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
