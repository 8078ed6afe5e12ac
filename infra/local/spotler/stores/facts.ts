import { z } from 'zod';
import { bounceSchema } from '../contacts/bounce-store.ts';
import { contactSchema } from '../contacts/contact.ts';
import { listSchema } from '../lists/list-store.ts';
import { interactionSchema, mailingSchema } from '../mailings/mailing.ts';
import { formResultSchema } from './form-result-store.ts';
import { participationSchema } from './participation-store.ts';
import type { Stores } from './stores.ts';

const listKey = { kindOfList: z.enum(['temporary', 'audience']), externalId: z.string() };

export const factSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contact'), contact: contactSchema }),
  z.object({ kind: z.literal('bounce'), bounce: bounceSchema }),
  z.object({ kind: z.literal('mailing'), mailing: mailingSchema }),
  z.object({ kind: z.literal('interaction'), interaction: interactionSchema }),
  z.object({ kind: z.literal('list'), list: listSchema }),
  z.object({ kind: z.literal('listGone'), ...listKey }),
  z.object({ kind: z.literal('members'), ...listKey, add: z.array(z.int()), remove: z.array(z.int()) }),
  z.object({ kind: z.literal('participation'), participation: participationSchema }),
  z.object({ kind: z.literal('formResult'), formResult: formResultSchema }),
  z.object({ kind: z.literal('reset') }),
]);

/** One change of the account. The stores after a restart are what all facts together make. */
export type Fact = Readonly<z.infer<typeof factSchema>>;

export function applyFact(stores: Stores, fact: Fact): void {
  switch (fact.kind) {
    case 'contact':
      stores.contacts.put(fact.contact);
      return;
    case 'bounce':
      stores.bounces.add(fact.bounce);
      return;
    case 'mailing':
      stores.mailings.addMailing(fact.mailing);
      return;
    case 'interaction':
      stores.mailings.addInteraction(fact.interaction);
      return;
    case 'list':
      stores.lists.put(fact.list);
      return;
    case 'listGone':
      stores.lists.remove(fact.kindOfList, fact.externalId);
      return;
    case 'members':
      changeMembers(stores, fact);
      return;
    case 'participation':
      stores.participations.put(fact.participation);
      return;
    case 'formResult':
      stores.formResults.add(fact.formResult);
      return;
    case 'reset':
      for (const store of Object.values(stores)) store.clear();
      return;
  }
}

function changeMembers(stores: Stores, fact: Extract<Fact, { kind: 'members' }>): void {
  const list = stores.lists.get(fact.kindOfList, fact.externalId);
  if (!list) return;
  stores.lists.addMembers(list, fact.add);
  stores.lists.removeMembers(list, fact.remove);
}

/** The facts that make the stores as they are now: what is left of a long journal. */
export function* factsOf(stores: Stores): Generator<Fact> {
  for (const contact of stores.contacts.all()) yield { kind: 'contact', contact };
  for (const bounce of stores.bounces.all()) yield { kind: 'bounce', bounce };
  for (const mailing of stores.mailings.all()) {
    yield { kind: 'mailing', mailing };
    for (const kind of ['sent', 'opened', 'clicked', 'bounced', 'unsubscribed'] as const)
      for (const interaction of stores.mailings.ofMailing(mailing.encryptedId, kind))
        yield { kind: 'interaction', interaction };
  }
  for (const list of [...stores.lists.all('temporary'), ...stores.lists.all('audience')]) {
    yield { kind: 'list', list };
    const add = [...stores.lists.members(list)];
    yield { kind: 'members', kindOfList: list.kind, externalId: list.externalId, add, remove: [] };
  }
  for (const participation of stores.participations.all()) yield { kind: 'participation', participation };
  for (const formResult of stores.formResults.all()) yield { kind: 'formResult', formResult };
}
