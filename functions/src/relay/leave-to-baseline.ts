import type { RelayDoors } from './doors.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';

type Sending = { readonly record: RecordInHand; readonly plan: Extract<Plan, { kind: 'send' }> };

/**
 * Until the platform's own opt-outs are read, of what was never told only that is taken which is on there now. What is off already was
 * off before we came: told off by us, the baseline would take it for our own doing and miss it. Where the contact cannot be read, the
 * look after the baseline takes it.
 */
export async function leaveToBaseline<Each extends Sending>(
  sending: readonly Each[],
  doors: Pick<RelayDoors, 'isBaselineRead' | 'readContact'>,
): Promise<readonly Each[]> {
  if (!sending.some(hasNeverTold) || (await doors.isBaselineRead())) return sending;
  return Promise.all(
    sending.map(async (each) => {
      if (!hasNeverTold(each)) return each;
      const { record, plan } = each;
      const contact = await doors.readContact(record.id);
      const isOn = (key: string) => contact.kind === 'found' && contact.permissions[key] === true;
      return { ...each, plan: { ...plan, takes: plan.takes.filter((key) => !isNeverTold(record, key) || isOn(key)) } };
    }),
  );
}

function hasNeverTold({ record, plan }: Sending): boolean {
  return plan.takes.some((key) => isNeverTold(record, key));
}

function isNeverTold({ state }: RecordInHand, key: string): boolean {
  return state?.told[key] === undefined && !state?.pending.includes(key);
}
