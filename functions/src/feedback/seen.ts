import { createHash } from 'node:crypto';
import type { PlatformContact } from '../event/platform-contact.ts';

/** Contacts that were dealt with, as they were: lists are read with an overlap, and most of what comes was seen a minute ago. */
export type Seen = {
  readonly has: (contact: PlatformContact) => boolean;
  readonly add: (contact: PlatformContact) => void;
};

/**
 * Contacts of one of two generations, about 60 bytes each. The older generation is forgotten when the younger is full, which costs a
 * look at each of them, if they come again.
 */
export function createSeen(maxYoung = 500_000): Seen {
  let young = new Set<string>();
  let old = new Set<string>();
  return {
    has: (contact) => {
      const digest = digestOf(contact);
      return young.has(digest) || old.has(digest);
    },
    add: (contact) => {
      if (young.size >= maxYoung) [old, young] = [young, new Set()];
      young.add(digestOf(contact));
    },
  };
}

function digestOf({ platformId, changed, permissions, mailable, email }: PlatformContact): string {
  const text = JSON.stringify([platformId, changed, mailable, email, Object.entries(permissions).sort()]);
  return createHash('sha1').update(text).digest('base64').slice(0, 16);
}
