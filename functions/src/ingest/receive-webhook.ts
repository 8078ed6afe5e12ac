import type { Nudge } from '../event/nudge.ts';
import type { Log } from '../log.ts';
import { isKeyActive } from './check-key.ts';
import { nameNudges } from './name-nudges.ts';
import { readContext } from './read-context.ts';
import type { SubscriptionIds } from './withdrawal-of.ts';

/** 256 KB is the most that Dataverse sends; anything above this did not come from there. */
const maxBytes = 300 * 1024;

export type WebhookRequest = {
  readonly key: string | undefined;
  readonly contentLength: number | undefined;
  readonly readBody: () => Promise<Uint8Array>;
};

export type WebhookAnswer = { readonly status: 202 | 400 | 401 | 403 | 413 | 503; readonly message: string };

export type IngestDoors = {
  readonly organizationId: string;
  readonly activeKeys: readonly string[];
  /** Resolves when the bus has them, with the name of each one's bundle; throws when it does not take them. */
  readonly sendNudges: (nudges: readonly Nudge[]) => Promise<readonly string[]>;
  readonly sendJob: (table: 'assent_configuration' | 'assent_job', id: string) => Promise<void>;
  readonly subscriptions: SubscriptionIds;
  readonly log: Log;
};

/**
 * A webhook of Dataverse to nudges on the bus. 202 only when the bus has them: Dataverse sends again once, and only after
 * 502/503/504, so every other answer but 2xx loses the event.
 */
export async function receiveWebhook(request: WebhookRequest, doors: IngestDoors): Promise<WebhookAnswer> {
  if (!isKeyActive(request.key, doors.activeKeys)) return refuse(doors, 401, 'The key is missing or not active.');
  if ((request.contentLength ?? 0) > maxBytes) return refuse(doors, 413, 'The body is larger than 300 KB.');
  const bytes = await request.readBody();
  if (bytes.byteLength > maxBytes) return refuse(doors, 413, 'The body is larger than 300 KB.');
  // The host passes on no body that came without a length: sent again, it may come with one.
  if (bytes.byteLength === 0 && request.contentLength === undefined) {
    return { status: 503, message: 'The body came without a length; send it again with one.' };
  }
  // Whatever charset the content type claims: Dataverse writes UTF-8. A byte order mark is taken off.
  const context = readContext(new TextDecoder('utf-8').decode(bytes));
  if (!context) return refuse(doors, 400, 'No PrimaryEntityName and PrimaryEntityId of a record found in the body.');
  if (context.organizationId !== undefined && context.organizationId !== doors.organizationId) {
    return refuse(doors, 403, 'This relay serves another organisation (OrganizationId differs).');
  }
  return forward(nameNudges(context, doors.subscriptions), context.table, doors);
}

async function forward(
  named: ReturnType<typeof nameNudges>,
  table: string,
  doors: IngestDoors,
): Promise<WebhookAnswer> {
  try {
    if (named.kind === 'nudges') logAccepted(named.nudges, await doors.sendNudges(named.nudges), doors);
    if (named.kind === 'job') await doors.sendJob(named.table, named.id);
  } catch (error) {
    doors.log('failed', { reason: error instanceof Error ? error.message : 'the bus refused' });
    return { status: 503, message: 'The bus did not take it; send it again.' };
  }
  if (named.kind === 'none') doors.log('dropped', { table: table.slice(0, 100), reason: 'not a table of ours' });
  return { status: 202, message: '' };
}

function logAccepted(nudges: readonly Nudge[], bundles: readonly string[], doors: IngestDoors): void {
  nudges.forEach(({ table, id, message, correlationId, withdrawal }, index) => {
    doors.log('accepted', {
      bundle: bundles[index] ?? '',
      table,
      id,
      message,
      ...(correlationId ? { correlationId } : {}),
      ...(withdrawal ? { withdrawal: true } : {}),
    });
  });
}

function refuse(doors: IngestDoors, status: 400 | 401 | 403 | 413, message: string): WebhookAnswer {
  doors.log('refused', { status, reason: message });
  return { status, message };
}
