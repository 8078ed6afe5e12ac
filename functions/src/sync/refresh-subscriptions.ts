import { idOf } from './id-of.ts';

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
  for (const subscription of missing)
    await doors.create(idOf('subscription', doors.connection, subscription.externalId), subscription);
  return { listed: listed.length, created: missing.length };
}
