import { createHash } from 'node:crypto';
import type { PlatformContact } from '../event/platform-contact.ts';
import type { FeedbackDoors } from './doors.ts';
import { lookAtBounces } from './look-at-bounces.ts';
import { lookAtContacts } from './look-at-contacts.ts';
import type { Progress } from './progress.ts';

/** Contacts that were dealt with, as they were: lists are read with an overlap, and most of what comes was seen a minute ago. */
export type Seen = {
  readonly has: (contact: PlatformContact) => boolean;
  readonly add: (contact: PlatformContact) => void;
};

/** About 60 bytes each; forgotten all at once, which costs one round of looking again. */
const maxSeen = 500_000;

export function createSeen(): Seen {
  const seen = new Set<string>();
  return {
    has: (contact) => seen.has(digestOf(contact)),
    add: (contact) => {
      if (seen.size >= maxSeen) seen.clear();
      seen.add(digestOf(contact));
    },
  };
}

/** What happened on the platform since the last time: bounces, opt-outs, and whatever else changed a contact. */
export async function poll(begun: Progress, seen: Seen, doors: FeedbackDoors): Promise<Progress> {
  let progress = begun;
  const advance = async (to: Partial<Progress>) => {
    progress = { ...progress, ...to };
    await doors.checkLease();
    await doors.progress.write(progress);
  };
  for await (const { items, cursor } of doors.platform.bounces(progress.bounces)) {
    await lookAtBounces(items, doors);
    if (cursor !== progress.bounces) await advance({ bounces: cursor });
  }
  for await (const { items, cursor } of doors.platform.changes(progress.changes)) {
    const news = items.filter((contact) => !seen.has(contact));
    const { open } = await lookAtContacts(news, 'later', doors);
    for (const contact of news) if (!open.has(contact)) seen.add(contact);
    if (cursor !== progress.changes) await advance({ changes: cursor });
  }
  await advance({ polledAt: doors.now() });
  return progress;
}

function digestOf({ platformId, changed, permissions, mailable, email }: PlatformContact): string {
  const text = JSON.stringify([platformId, changed, mailable, email, Object.entries(permissions).sort()]);
  return createHash('sha1').update(text).digest('base64').slice(0, 16);
}
