import { type BounceStore, createBounceStore } from '../contacts/bounce-store.ts';
import { type ContactStore, createContactStore } from '../contacts/contact-store.ts';
import { createListStore, type ListStore } from '../lists/list-store.ts';
import { createMailingStore, type MailingStore } from '../mailings/mailing-store.ts';
import { createFormResultStore, type FormResultStore } from './form-result-store.ts';
import { createParticipationStore, type ParticipationStore } from './participation-store.ts';

/** Everything the account holds. Read freely; change only by keeping a fact (`facts.ts`), or a restart forgets it. */
export type Stores = {
  readonly contacts: ContactStore;
  readonly bounces: BounceStore;
  readonly mailings: MailingStore;
  readonly lists: ListStore;
  readonly participations: ParticipationStore;
  readonly formResults: FormResultStore;
};

export function createStores(): Stores {
  return {
    contacts: createContactStore(),
    bounces: createBounceStore(),
    mailings: createMailingStore(),
    lists: createListStore(),
    participations: createParticipationStore(),
    formResults: createFormResultStore(),
  };
}
