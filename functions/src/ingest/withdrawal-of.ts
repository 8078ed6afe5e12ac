import type { Nudge } from '../event/nudge.ts';
import { attributesOf, type WebhookContext } from './read-context.ts';

/**
 * What the event itself says is off. It is speed only: it lets an off overtake and lets it happen while the row cannot be read; it
 * grants nothing and decides nothing.
 */
export function withdrawalOf(context: WebhookContext): Pick<Nudge, 'withdrawal'> {
  if (context.table === 'assent_permission') return {};
  if (context.message === 'Delete') return { withdrawal: 'all' };
  const target = attributesOf(context.input.Target);
  const state = optionValue(context.input.State) ?? optionValue(target.statecode);
  if (state !== undefined && state !== 0) return { withdrawal: 'all' };
  const stopped = target.donotemail === true || target.donotbulkemail === true;
  const cleared = 'emailaddress1' in target && target.emailaddress1 === null;
  return stopped || cleared ? { withdrawal: ['email'] } : {};
}

/** The number in an OptionSetValue, or a plain number. */
function optionValue(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('Value' in value)) return undefined;
  return typeof value.Value === 'number' ? value.Value : undefined;
}
