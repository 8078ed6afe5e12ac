import type { LookupColumn } from './form-layout.ts';
import type { Change, PermissionRow, PermissionRows } from './permission-rows.ts';
import { displayOf, type Lookup, lookupOf, numberOf, type Row, textOf } from './row.ts';
import type { WebApi } from './web-api.ts';

/** The record whose permissions are meant, and the permission table's lookup to it. */
export type Owner = { readonly lookup: LookupColumn; readonly entitySet: string; readonly id: string };

const entitySet = 'assent_permissions';

/** All permission rows of the record, also inactive ones, by subscription and channel. */
export async function readPermissions(api: WebApi, owner: Owner): Promise<readonly PermissionRow[]> {
  const filter = `_${owner.lookup.column}_value eq ${owner.id}`;
  const { rows } = await api.list(`${entitySet}?$filter=${encodeURIComponent(filter)}`, 500);
  return rows.map(toPermission).toSorted(byName);
}

/** The subscriptions one may choose from. */
export async function readSubscriptions(api: WebApi): Promise<readonly Lookup[]> {
  const { rows } = await api.list('assent_subscriptions?$filter=statecode eq 0&$orderby=assent_name', 500);
  return rows.map((row) => ({
    table: 'assent_subscription',
    id: textOf(row, 'assent_subscriptionid'),
    name: textOf(row, 'assent_name'),
  }));
}

/**
 * Writes what the person did, one row after the other as the grid shows them. Throws the `WebApiError` of the first that is
 * refused; those before it are settled, so saving again goes on with the refused one.
 */
export async function writePermissions(api: WebApi, owner: Owner, permissions: PermissionRows): Promise<void> {
  for (const { row, change } of permissions.rows()) {
    if (change !== 'none') permissions.settle(row.key, await write(api, owner, row, change));
  }
}

async function write(api: WebApi, owner: Owner, row: PermissionRow, change: Change): Promise<string | undefined> {
  if (!row.id) return textOf(await api.create(entitySet, toBody(owner, row)), 'assent_permissionid');
  if (change === 'removed') {
    await api.remove(entitySet, row.id);
    return undefined;
  }
  await api.update(entitySet, row.id, { assent_granted: row.granted });
  return row.id;
}

function toBody(owner: Owner, row: PermissionRow): Row {
  return {
    [`${owner.lookup.bind}@odata.bind`]: `/${owner.entitySet}(${owner.id})`,
    ...(row.subscription
      ? { 'assent_subscriptionid@odata.bind': `/assent_subscriptions(${row.subscription.id})` }
      : {}),
    assent_channel: row.channel,
    assent_granted: row.granted,
    assent_source: row.source,
  };
}

function byName(a: PermissionRow, b: PermissionRow): number {
  return (a.subscription?.name ?? '').localeCompare(b.subscription?.name ?? '') || a.channel - b.channel;
}

function toPermission(row: Row): PermissionRow {
  const id = textOf(row, 'assent_permissionid');
  return {
    key: id,
    id,
    subscription: lookupOf(row, 'assent_subscriptionid', 'assent_subscription'),
    channel: numberOf(row, 'assent_channel') ?? 1,
    granted: row.assent_granted === true,
    source: displayOf(row, 'assent_source'),
    active: (numberOf(row, 'statecode') ?? 0) === 0,
  };
}
