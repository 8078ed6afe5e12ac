import { maxNudges, type Nudge, nudgeTables, recordTables } from '../event/nudge.ts';
import { attributesOf, normalizeId, referenceId, type WebhookContext } from './read-context.ts';
import { type SubscriptionIds, withdrawalOf } from './withdrawal-of.ts';

/** What a webhook asks for: looks at records, or a message for the jobs queue, or nothing of ours. */
export type Named =
  | { readonly kind: 'nudges'; readonly nudges: readonly Nudge[] }
  | { readonly kind: 'job'; readonly table: 'assent_configuration' | 'assent_job'; readonly id: string }
  | { readonly kind: 'none' };

/** Turns a context into nudges. Pure. What it cannot read it leaves out: the relay looks for itself. */
export function nameNudges(context: WebhookContext, subscriptions: SubscriptionIds): Named {
  const common = commonParts(context);
  if (context.message === 'assent_SyncRecord') return syncRecordNudges(context, common);
  if (context.table === 'assent_configuration' || context.table === 'assent_job') {
    return { kind: 'job', table: context.table, id: context.id };
  }
  if (context.table === 'assent_permission')
    return { kind: 'nudges', nudges: permissionNudges(context, common, subscriptions) };
  const table = recordTables.find((each) => each === context.table);
  if (table === undefined) return { kind: 'none' };
  const own: Nudge = { table, id: context.id, ...common, ...withdrawalOf(context, subscriptions) };
  if (context.message !== 'Merge') return { kind: 'nudges', nudges: [own] };
  const loser = referenceId(context.input.SubordinateId);
  const nudges: readonly Nudge[] = loser ? [own, { table, id: loser, ...common, withdrawal: 'all' }] : [own];
  return { kind: 'nudges', nudges };
}

type Common = Pick<Nudge, 'message' | 'operationId' | 'correlationId'>;

function commonParts(context: WebhookContext): Common {
  return {
    message: context.message.slice(0, 100),
    ...(context.operationId ? { operationId: context.operationId } : {}),
    ...(context.correlationId ? { correlationId: context.correlationId } : {}),
  };
}

/** One for each record that the row names, now or before; else one for the row itself. */
function permissionNudges(context: WebhookContext, common: Common, subscriptions: SubscriptionIds): readonly Nudge[] {
  const target = attributesOf(context.input.Target);
  const records = recordTables.flatMap((table) => {
    const column = `assent_${table}id`;
    const ids = [referenceId(target[column]), referenceId(context.before[column])];
    return [...new Set(ids)].flatMap((id) => (id ? [{ table, id }] : []));
  });
  const named = records.length > 0 ? records : [{ table: 'assent_permission' as const, id: context.id }];
  return named.map((record) => ({ ...record, ...common, ...withdrawalOf(context, subscriptions) }));
}

function syncRecordNudges(context: WebhookContext, common: Common): Named {
  const table = nudgeTables.find((each) => each === context.input.Table);
  const ids = Array.isArray(context.input.Ids) ? context.input.Ids : [];
  if (table === undefined) return { kind: 'none' };
  // The Custom API takes 100 at most.
  const nudges = ids.slice(0, maxNudges).flatMap((id) => {
    const normal = typeof id === 'string' ? normalizeId(id) : undefined;
    return normal ? [{ table, id: normal, ...common }] : [];
  });
  return nudges.length > 0 ? { kind: 'nudges', nudges } : { kind: 'none' };
}
