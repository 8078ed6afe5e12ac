import type { ContactRead, ContactWrite, WriteResult } from '../../../functions/src/event/contact-write.ts';
import type { PlatformContact, PlatformPage } from '../../../functions/src/event/platform-contact.ts';
import { newsletter } from '../builders.ts';

/** A contact as the platform holds it. `on` undefined: never set. `closed`: the recipient opted out of everything. */
export type Contact = {
  address: string | null;
  on: boolean | undefined;
  closed: boolean;
  /** When it changed last, in the platform's time. */
  changedAt: number;
};

const hourMs = 3_600_000;
/** Lists that follow changes begin this long before their cursor, as Mail+ has it. */
export const overlapMs = 2 * hourMs;

export type SimulatedPlatform = ReturnType<typeof createPlatform>;

/** A platform in memory: contacts by external id, read and listed as they are at that moment. */
export function createPlatform(now: () => number) {
  const contacts = new Map<string, Contact>();
  const put = (externalId: string, to: Partial<Contact>) => {
    const before = contacts.get(externalId) ?? { address: null, on: undefined, closed: false, changedAt: 0 };
    // Never twice at one time: a cursor then passes over exactly what was shown.
    const latest = Math.max(...[...contacts.values()].map(({ changedAt }) => changedAt), 0);
    contacts.set(externalId, { ...before, ...to, changedAt: Math.max(now(), latest + 1) });
  };

  return {
    get: (externalId: string) => contacts.get(externalId),
    /** Somebody other than the relay changes a contact. */
    put,
    write: ({ externalId, kind, attributes, permissions }: ContactWrite): WriteResult => {
      const before = contacts.get(externalId);
      if (!before && kind === 'take') return { kind: 'done' };
      const wanted = permissions[newsletter];
      const isRefused = wanted === true && before?.closed === true;
      put(externalId, {
        ...('email' in attributes ? { address: attributes.email ?? null } : {}),
        ...(wanted === undefined || isRefused ? {} : { on: wanted }),
      });
      return { kind: 'done', ...(isRefused ? { grantsWithheld: 'global' } : {}) };
    },
    read: (externalId: string): ContactRead => {
      const contact = contacts.get(externalId);
      if (!contact) return { kind: 'absent' };
      const { permissions, mailable } = show(externalId, contact);
      const closed = mailable || contact.address === null ? [] : (['email'] as const);
      return { kind: 'found', permissions, closed };
    },
    /** Two contacts a page, in an order that no change moves them in. */
    async *contacts(from: string | undefined): AsyncGenerator<PlatformPage<PlatformContact>> {
      const ids = [...contacts.keys()].sort();
      for (let start = from === undefined ? 0 : Number(from); start < ids.length; start += 2) {
        const page = ids.slice(start, start + 2);
        yield { items: page.flatMap((id) => shown(id)), cursor: String(start + 2) };
      }
    },
    /** Two contacts a page, those that changed longest ago first, from some time before the cursor on. */
    async *changes(since: string | undefined): AsyncGenerator<PlatformPage<PlatformContact>> {
      if (since === undefined) yield { items: [], cursor: String(now()) };
      for (let from = Number(since ?? now()) - overlapMs; ; ) {
        const changed = [...contacts].filter(([, { changedAt }]) => changedAt > from);
        const page = changed.sort(([, a], [, b]) => a.changedAt - b.changedAt).slice(0, 2);
        const last = page.at(-1)?.[1].changedAt;
        if (last === undefined) return;
        from = last;
        yield { items: page.flatMap(([id]) => shown(id)), cursor: String(Math.max(Number(since ?? 0), last)) };
      }
    },
  };

  function shown(externalId: string): PlatformContact[] {
    const contact = contacts.get(externalId);
    return contact ? [show(externalId, contact)] : [];
  }
}

function show(externalId: string, { address, on, closed, changedAt }: Contact): PlatformContact {
  return {
    platformId: `e-${externalId}`,
    externalId,
    email: address ?? undefined,
    permissions: on === undefined ? {} : { [newsletter]: on },
    mailable: !closed,
    changed: String(changedAt),
  };
}
