import { channelOf, type PermissionKey } from '../event/permission.ts';
import type { Place } from './address-book.ts';
import { announce } from './announce.ts';
import type { RelayDoors } from './doors.ts';
import { countByRecipient } from './facts.ts';
import { stateKey } from './keys.ts';
import type { Plan } from './plan.ts';
import type { RecordInHand } from './record-in-hand.ts';
import { suppressRecord } from './suppress.ts';

type Sending = {
  readonly record: RecordInHand;
  readonly plan: Extract<Plan, { kind: 'send' }>;
  readonly places: readonly Place[];
};

/**
 * Before an off whose cause withdraws nothing (deleted, inactive, condition, no address, changed mapping) the contact is read: a
 * permission that is off there already although we told it on was withdrawn by the recipient, and no poll would ever see that again.
 * It is counted at the record's addresses. A read that fails does not hold the off up.
 */
export async function readBeforeOff(
  sending: readonly Sending[],
  { connection, partition }: { readonly connection: string; readonly partition: string },
  doors: RelayDoors,
): Promise<void> {
  const { generation } = await doors.settings();
  await Promise.all(
    sending.map(async ({ record, plan, places }) => {
      const suspects = plan.takes.filter(
        (key) => isToldOn(record, key) && !latchedByCrm(plan, key, record, generation),
      );
      if (suspects.length === 0) return;
      const contact = await doors.readContact(record.id);
      if (contact.kind !== 'found') return;
      const withdrawn = suspects.filter((key) => contact.permissions[key] === false);
      // Why, the read does not say; who opted out of everything is refused by the platform at her next address too.
      for (const channel of (contact.closed ?? []).filter((each) => suspects.some((key) => channelOf(key) === each)))
        await suppressRecord({ record, places }, { channel, cause: 'bounce', connection }, doors);
      if (withdrawn.length === 0) return;
      // Somebody else of ours may have sent the off meanwhile: only a state that stood still makes it the recipient's.
      const stored = await doors.records.get(partition, stateKey(connection, record.table, record.id));
      if (stored?.etag !== record.etag) return;
      const addresses = new Set([...places.map(({ key }) => key), ...(record.state?.addresses ?? [])]);
      for (const address of addresses) {
        await countByRecipient(address, withdrawn, connection, doors);
        // This record too: its next look writes the withdrawal back.
        await announce(address, undefined, connection, doors);
      }
      doors.log('finding', { table: record.table, id: record.id, code: 'withdrawn by recipient', fields: withdrawn });
    }),
  );
}

/** With nothing of ours under way, so that an off there cannot be our own. */
function isToldOn({ state }: RecordInHand, key: PermissionKey): boolean {
  return state?.told[key] === true && !state.pending.includes(key);
}

/** What the CRM withdrew was counted at the look. */
function latchedByCrm(plan: Sending['plan'], key: PermissionKey, { state }: RecordInHand, generation: string): boolean {
  const reason = plan.decision.permissions[key]?.reason ?? '';
  if (reason === 'crm says nothing') return state?.generation === generation;
  return reason === 'crm says no' || reason.startsWith('withdrawn') || reason.startsWith('suppressed');
}
