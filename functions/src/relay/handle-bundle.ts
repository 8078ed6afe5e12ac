import { type Nudge, recordTables } from '../event/nudge.ts';
import type { Outcome } from '../event/outcome.ts';
import { classifyFailure } from './classify-failure.ts';
import { countOutcomes } from './counts.ts';
import type { RelayDoors } from './doors.ts';
import { forwardPermissionNudges } from './forward-permission-nudges.ts';
import { lookAtRecords } from './look-at-records.ts';
import { noteDue } from './note-due.ts';
import { readBundle } from './read-bundle.ts';
import { type RecordInHand, toRecords } from './record-in-hand.ts';
import { rejectUnreadable } from './reject-unreadable.ts';
import { sendPlans } from './send-plans.ts';
import { settle } from './settle.ts';
import { tellTwins } from './tell-twins.ts';
import { writeBack } from './write-back.ts';

export type BundleMessage = {
  readonly partition: string;
  readonly messageId: string;
  readonly body: unknown;
  /** How many nudges the message says that it carries. */
  readonly nudges?: number | undefined;
  /** Tells this handling of the bundle from another one of it, before or beside. */
  readonly handling?: string;
};

/** A lost ETag means that somebody else was faster; more often than this in a row it is a fault of ours. */
const maxRounds = 8;
/** About as long as the longest pause between two probes of a platform that is away. */
const postponeMs = 60_000;

/**
 * One bundle from the bus: look at its records, decide, send, remember. Returns when all of it is settled, so that the host can
 * complete the message; what cannot be done now goes out as a scheduled copy. Throws only where the store or the bus cannot be reached:
 * then the message comes again. Every step may be repeated after a crash.
 */
export async function handleBundle(received: BundleMessage, given: RelayDoors): Promise<void> {
  const { nudges: all, attempt, unreadable } = readBundle(received.body, received.nudges);
  await rejectUnreadable(unreadable, received, given);
  const nudges = await keepOwn(all, received.partition, given);
  // A copy goes by the name of its bundle: what either of them finished is finished for both.
  const handling = `${given.now()}-${given.random()}`;
  const message = { ...received, handling, messageId: received.messageId.replace(/~\d+$/, '') };
  const unresolved = await forwardPermissionNudges(nudges, message, given);
  const records = toRecords(nudges);
  if (records.length + unresolved.length === 0) return;
  // Before anything is read: what was read before a wait would be old after it.
  const passage = await given.circuit.enter();
  if (passage === 'open')
    return postpone([...nudges.filter(isOfRecord), ...unresolved], { ...message, attempt }, given);
  try {
    await workOff(records, unresolved, { ...message, attempt }, given);
  } finally {
    await given.circuit.leave(passage);
  }
}

async function workOff(
  all: readonly RecordInHand[],
  unresolved: readonly Nudge[],
  message: BundleMessage & { readonly attempt: number },
  given: RelayDoors,
): Promise<void> {
  let records = all;
  const settings = await readSettings(given);
  if (!settings) {
    const waiting = records.map((record) => ({ ...record, retryReason: 'settings unreadable' }));
    return retryLater(waiting, unresolved, message, given);
  }
  // Read once: what is decided by these settings is never marked as decided by later ones.
  const doors: RelayDoors = { ...given, settings: async () => settings };
  const connection = settings.document.connections[0]?.alias ?? '';
  const retries: RecordInHand[] = [];
  for (let round = 0; records.length > 0; round += 1) {
    if (round === maxRounds) throw new Error(`Bundle ${message.messageId}: its records kept changing under way.`);
    const looked = await lookAtRecords(records, message, doors);
    await noteDue(looked, doors);
    const sent = await sendPlans(looked, message, doors);
    const back = await writeBack(sent.settled, { partition: message.partition, connection }, doors);
    const { lost, toShow } = await settle(await tellTwins(back.settled, doors), message, doors);
    await doors.show(toShow);
    retries.push(...sent.retries, ...back.retries);
    records = [...sent.lost, ...lost].map((record) => ({ ...record, again: true }));
  }
  await retryLater(retries, unresolved, message, doors);
}

function isOfRecord({ table }: Nudge): boolean {
  return recordTables.some((each) => each === table);
}

/** The platform is away for longer than one waits in place: the bundle comes again as it is, and nothing was tried. */
async function postpone(
  nudges: readonly Nudge[],
  { partition, messageId: bundle, attempt }: BundleMessage & { readonly attempt: number },
  doors: RelayDoors,
): Promise<void> {
  const messageId = `${bundle}~${attempt}`;
  await doors.scheduleCopy({ partition, messageId, attempt, nudges, afterMs: postponeMs });
  for (const { table, id } of nudges)
    doors.log('retrying', { bundle, table, id, attempt, reason: 'the platform does not answer', ms: postponeMs });
}

/** A nudge in a session that is not its record's would be handled beside its own worker: it is sent to where it belongs. */
async function keepOwn(nudges: readonly Nudge[], partition: string, doors: RelayDoors): Promise<readonly Nudge[]> {
  const strays = nudges.filter(({ table, id }) => doors.partitionOf(table, id) !== partition);
  if (strays.length > 0) await doors.sendNudges(strays);
  return nudges.filter((nudge) => !strays.includes(nudge));
}

async function readSettings(doors: RelayDoors): Promise<Awaited<ReturnType<RelayDoors['settings']>> | undefined> {
  try {
    return await doors.settings();
  } catch (error) {
    doors.log('failed', { call: 'settings', reason: error instanceof Error ? error.message : '' });
    return undefined;
  }
}

/** A copy for later whose message id tells the attempt, or a reject when there were enough. */
async function retryLater(
  records: readonly RecordInHand[],
  unresolved: readonly Nudge[],
  message: BundleMessage & { readonly attempt: number },
  doors: RelayDoors,
): Promise<void> {
  const nudges = [...records.flatMap((record) => record.nudges), ...unresolved];
  if (nudges.length === 0) return;
  const asked = records.flatMap(({ retryAfterMs }) => (retryAfterMs === undefined ? [] : [retryAfterMs]));
  const failure = { attempt: message.attempt, retryAfterMs: asked.length > 0 ? Math.max(...asked) : undefined };
  const settlement = classifyFailure(failure, doors.random());
  if (settlement.kind === 'reject') return giveUp(records, unresolved, settlement.code, message, doors);
  const attempt = message.attempt + 1;
  const messageId = `${message.messageId}~${attempt}`;
  await doors.scheduleCopy({ partition: message.partition, messageId, attempt, nudges, afterMs: settlement.afterMs });
  for (const { table, id, retryReason } of records) {
    doors.log('retrying', {
      bundle: message.messageId,
      table,
      id,
      attempt,
      reason: retryReason ?? '',
      ms: settlement.afterMs,
    });
  }
}

async function giveUp(
  records: readonly RecordInHand[],
  unresolved: readonly Nudge[],
  code: string,
  message: BundleMessage,
  doors: RelayDoors,
): Promise<void> {
  const outcome: Outcome = { kind: 'rejected', code };
  const ended = records.map((record) => ({ record, outcome, state: record.state, message: record.retryReason }));
  const { lost, toShow } = await settle(ended, message, doors);
  await doors.show(toShow);
  if (lost.length > 0) throw new Error(`Bundle ${message.messageId}: its records kept changing under way.`);
  for (const { id, table } of new Map(unresolved.map((nudge) => [nudge.id, nudge])).values()) {
    const count = unresolved.filter((nudge) => nudge.id === id).length;
    await countOutcomes(message.partition, `${message.messageId}~${id}`, Array(count).fill(outcome), doors);
    doors.log('ended', { bundle: message.messageId, table, id, outcome: 'rejected', code, count });
  }
}
