import type { Contact } from './contact.ts';
import { createTimeline, type Window } from './timeline.ts';

/** All contacts of the account, in memory, found by external id, by address and by the time of their last change. */
export type ContactStore = {
  readonly nextNumber: () => number;
  readonly byNumber: (number: number) => Contact | undefined;
  /** Anonymised contacts too: a tombstone keeps its external id. */
  readonly byExternalId: (field: string, externalId: string) => Contact | undefined;
  /** Upper and lower case are the same. */
  readonly byEmail: (email: string) => readonly Contact[];
  /** Puts a new contact in, or in the place of the one with its number. */
  readonly put: (contact: Contact) => void;
  /** Those last changed in the closed window, oldest change first. */
  readonly changedIn: (window: Window, skip: number, limit: number) => readonly Contact[];
  /** From the latest change on. */
  readonly latest: (skip: number, limit: number) => readonly Contact[];
  readonly all: () => IterableIterator<Contact>;
  readonly size: () => number;
  readonly clear: () => void;
};

export function createContactStore(): ContactStore {
  const contacts = new Map<number, Contact>();
  /** Field → external id → number. */
  const externalIds = new Map<string, Map<string, number>>();
  const emails = new Map<string, readonly number[]>();
  const changes = createTimeline<number>();
  const found = (numbers: readonly number[]) => numbers.flatMap((number) => contacts.get(number) ?? []);
  let last = 0;

  const idsOf = (field: string) => {
    const ids = externalIds.get(field) ?? new Map<string, number>();
    externalIds.set(field, ids);
    return ids;
  };

  const index = (contact: Contact) => {
    if (contact.externalId !== undefined) idsOf(contact.externalIdField).set(contact.externalId, contact.number);
    // Erased people are in no list.
    if (contact.state !== 'anonymized') changes.add(contact.lastChangedMs, contact.number, contact.number);
  };

  const moveEmail = (number: number, before: string | undefined, after: string | undefined) => {
    if (before === after) return;
    if (before !== undefined) {
      const others = (emails.get(before) ?? []).filter((other) => other !== number);
      if (others.length > 0) emails.set(before, others);
      else emails.delete(before);
    }
    if (after !== undefined) emails.set(after, [...(emails.get(after) ?? []), number]);
  };

  return {
    nextNumber: () => {
      last += 1;
      return last;
    },
    byNumber: (number) => contacts.get(number),
    byExternalId: (field, externalId) => contacts.get(externalIds.get(field)?.get(externalId) ?? 0),
    byEmail: (email) => found(emails.get(email.toLowerCase()) ?? []),
    put: (contact) => {
      const before = contacts.get(contact.number);
      if (before) changes.remove(before.lastChangedMs, before.number);
      moveEmail(contact.number, before && emailKey(before), emailKey(contact));
      contacts.set(contact.number, contact);
      last = Math.max(last, contact.number);
      index(contact);
    },
    changedIn: (window, skip, limit) => found(changes.read(window, skip, limit)),
    latest: (skip, limit) => found(changes.readBack(skip, limit)),
    all: () => contacts.values(),
    size: () => contacts.size,
    clear: () => {
      for (const part of [contacts, externalIds, emails, changes]) part.clear();
      last = 0;
    },
  };
}

function emailKey(contact: Contact): string | undefined {
  const { email } = contact.values;
  return typeof email === 'string' ? email.toLowerCase() : undefined;
}
