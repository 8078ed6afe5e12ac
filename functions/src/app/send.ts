import { randomUUID } from 'node:crypto';
import type { Bus } from '../clients/service-bus.ts';
import type { Finding } from '../event/finding.ts';
import type { JobMessage } from '../event/job-message.ts';
import type { Bundle } from '../event/nudge.ts';
import { partitionOf } from '../event/partition.ts';
import type { RelayDoors } from '../relay/doors.ts';

/** A bundle gets a name of its own: what finishes it twice is told by it. */
export async function sendBundle(
  bus: Bus,
  queue: 'crm-events' | 'crm-withdrawals',
  partition: string,
  bundle: Bundle,
): Promise<string> {
  const messageId = randomUUID();
  await bus.send({ queue, sessionId: partition, messageId, body: bundle, nudges: bundle.nudges.length });
  return messageId;
}

/** Tells a finding, or that it is mended. */
export function sendFinding(bus: Bus, finding: Finding, open: boolean): Promise<void> {
  return sendJob(bus, 'findings', { v: 1, finding: { ...finding, open } });
}

/** Every problem of the settings document, or that there is none any more. */
export function tellSettings(
  problems: readonly string[],
  { raise, bus }: { readonly raise: RelayDoors['raise']; readonly bus: Bus },
): Promise<void> {
  const message = `The document is refused, the last good one stays in force. Correct it and save it again:\n${problems.join('\n')}`;
  const finding: Finding = { code: 'finding.settings', subject: 'settings', message };
  return problems.length > 0 ? raise([finding]) : sendFinding(bus, finding, false);
}

/** What is about one row or one partition is done in order. */
export function sessionOf(message: JobMessage): string {
  if ('finding' in message) return 'findings';
  if ('show' in message) return `show~${partitionOf(message.show.table, message.show.id)}`;
  return message.job.table === 'assent_job' ? `job~${message.job.id}` : 'settings';
}

/** A message on `jobs`; `sessionId`: what is done in order with it. */
export function sendJob(bus: Bus, sessionId: string, body: JobMessage): Promise<void> {
  return bus.send({ queue: 'jobs', sessionId, messageId: randomUUID(), body, nudges: 1 });
}
