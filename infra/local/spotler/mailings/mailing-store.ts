import { createTimeline, type Timeline } from '../contacts/timeline.ts';
import type { Interaction, InteractionKind, Mailing } from './mailing.ts';

/** Mailings and what became of them, found by mailing, by contact and by time. */
export type MailingStore = {
  readonly nextInteractionId: () => number;
  readonly addMailing: (mailing: Mailing) => void;
  readonly byId: (encryptedId: string) => Mailing | undefined;
  readonly all: () => readonly Mailing[];
  readonly addInteraction: (interaction: Interaction) => void;
  readonly ofMailing: (mailingId: string, kind: InteractionKind) => readonly Interaction[];
  readonly ofContact: (number: number) => readonly Interaction[];
  /** In the order in which they were learned of. */
  readonly feed: (kind: InteractionKind) => Timeline<Interaction>;
  readonly clear: () => void;
};

export function createMailingStore(): MailingStore {
  const mailings = new Map<string, Mailing>();
  const perMailing = new Map<string, Interaction[]>();
  const perContact = new Map<number, Interaction[]>();
  const feeds = new Map<InteractionKind, Timeline<Interaction>>();
  let last = 0;

  const feed = (kind: InteractionKind): Timeline<Interaction> => {
    const found = feeds.get(kind) ?? createTimeline<Interaction>();
    feeds.set(kind, found);
    return found;
  };

  return {
    nextInteractionId: () => {
      last += 1;
      return last;
    },
    addMailing: (mailing) => {
      mailings.set(mailing.encryptedId, mailing);
    },
    byId: (encryptedId) => mailings.get(encryptedId),
    all: () => [...mailings.values()],
    addInteraction: (interaction) => {
      const { id, kind, mailingId, number, changedMs } = interaction;
      last = Math.max(last, id);
      push(perMailing, `${mailingId} ${kind}`, interaction);
      push(perContact, number, interaction);
      feed(kind).add(changedMs, id, interaction);
    },
    ofMailing: (mailingId, kind) => perMailing.get(`${mailingId} ${kind}`) ?? [],
    ofContact: (number) => perContact.get(number) ?? [],
    feed,
    clear: () => {
      for (const part of [mailings, perMailing, perContact, feeds]) part.clear();
      last = 0;
    },
  };
}

function push<K>(lists: Map<K, Interaction[]>, key: K, interaction: Interaction): void {
  const list = lists.get(key);
  if (list) list.push(interaction);
  else lists.set(key, [interaction]);
}
