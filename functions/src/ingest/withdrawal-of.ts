import type { Nudge } from '../event/nudge.ts';
import { toPermissionKey } from '../event/permission.ts';
import { attributesOf, referenceId, type WebhookContext } from './read-context.ts';

/** Subscription row id → the platform's id, from a copy that is refreshed beside the request path; undefined = not known here. */
export type SubscriptionIds = (id: string) => string | undefined;

/**
 * What the event itself says is off. It is speed only: it lets an off overtake and lets it happen while the row cannot be read; it
 * grants nothing and decides nothing.
 */
export function withdrawalOf(context: WebhookContext, subscriptions: SubscriptionIds): Pick<Nudge, 'withdrawal'> {
  if (context.table === 'assent_permission') return ofPermissionRow(context, subscriptions);
  if (context.message === 'Delete') return { withdrawal: 'all' };
  const target = attributesOf(context.input.Target);
  const state = optionValue(context.input.State) ?? optionValue(target.statecode);
  if (state !== undefined && state !== 0) return { withdrawal: 'all' };
  const stopped = target.donotemail === true || target.donotbulkemail === true;
  const cleared = 'emailaddress1' in target && target.emailaddress1 === null;
  return stopped || cleared ? { withdrawal: ['email'] } : {};
}

/** A permission row that is gone, inactive or says no. */
function ofPermissionRow(context: WebhookContext, subscriptions: SubscriptionIds): Pick<Nudge, 'withdrawal'> {
  const { before } = context;
  const target = attributesOf(context.input.Target);
  const state = optionValue(target.statecode);
  const isOff = context.message === 'Delete' || target.assent_granted === false || (state !== undefined && state !== 0);
  const subscription = referenceId(before.assent_subscriptionid) ?? referenceId(target.assent_subscriptionid);
  const externalId = subscription && isOff ? subscriptions(subscription) : undefined;
  const channel = optionValue(before.assent_channel) ?? optionValue(target.assent_channel);
  if (externalId === undefined || (channel !== 1 && channel !== 2)) return {};
  return { withdrawal: [toPermissionKey(externalId, channel === 1 ? 'email' : 'sms')] };
}

/** The number in an OptionSetValue, or a plain number. */
function optionValue(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('Value' in value)) return undefined;
  return typeof value.Value === 'number' ? value.Value : undefined;
}
