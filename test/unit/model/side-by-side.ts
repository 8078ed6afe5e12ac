import fc from 'fast-check';
import { act, calm, chanceOf, people, type RecipientAct, recipientAct, recipientActs } from './histories.ts';
import { createRules } from './permission-rules.ts';
import { type Act, createCrm } from './simulated-crm.ts';
import { type Faults, simulate } from './simulated-world.ts';

/** What befalls the organisation as a whole. */
type OrganisationAct = { readonly kind: 'back up' | 'bring back' | 'tokens expire' };

export type Step = {
  readonly act: Act | RecipientAct | OrganisationAct;
  /** The platform is read after it. */
  readonly polled?: boolean;
  /** Its webhooks never come: reconcile has to find it. */
  readonly lost?: boolean;
};

/** A contact that is on the platform before we are: of a record of ours (`who`), or a form's. */
export type Before = {
  readonly who: number | 'form-a' | 'form-b';
  readonly at: string | null;
  readonly on: boolean | undefined;
  readonly closed: boolean;
};

export type History = {
  readonly before: readonly Before[];
  readonly early: readonly Act[];
  readonly steps: readonly Step[];
  /** Whose permission row refuses to be written back to. */
  readonly refusing?: number | undefined;
};

const flags = { polled: fc.boolean(), lost: fc.boolean() };
const organisationAct = fc.record({
  kind: fc.constantFrom<OrganisationAct['kind'][]>('back up', 'back up', 'bring back', 'bring back', 'tokens expire'),
});
const addresses = ['a@example.org', 'b@example.org', null];
const before: fc.Arbitrary<Before> = fc.record({
  who: fc.constantFrom<Before['who'][]>(0, 1, 2, 'form-a', 'form-b'),
  at: fc.constantFrom(...addresses),
  on: fc.constantFrom(true, false, false, undefined),
  closed: fc.constantFrom(false, false, false, true),
});

/** With a share of each kind of step; `begins`: the platform has contacts, and changes are made, before it is read for the first time. */
export function histories(share: {
  readonly recipients: number;
  readonly organisation: number;
  readonly begins: boolean;
}) {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 12, arbitrary: fc.record({ act, ...flags }) },
    { weight: share.recipients, arbitrary: fc.record({ act: recipientAct, polled: flags.polled }) },
    { weight: share.organisation, arbitrary: fc.record({ act: organisationAct }) },
  );
  return fc.record({
    before: fc.uniqueArray(before, { maxLength: share.begins ? 5 : 0, selector: ({ who }) => who }),
    early: fc.array(act, { maxLength: share.begins ? 8 : 0 }),
    refusing: fc.constantFrom(undefined, undefined, 0),
    steps: fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
  });
}

/**
 * Carries out a history in a whole world, where everything becomes still after every step, and beside it by the rules: after each step
 * the platform and the CRM are what the rules say.
 */
export async function liveThrough(
  { before: there, early, steps, refusing }: History,
  seed: number,
  faults: Faults,
): Promise<void> {
  const world = simulate(people, chanceOf(seed), faults, true, refusing);
  const crm = createCrm(people);
  const rules = createRules(crm.persons, refusing);
  for (const { who, at, ...contact } of there) {
    world.platform.put(typeof who === 'number' ? world.idOf(who) : who, { address: at, ...contact });
    rules.add(who, { at: at ?? undefined, ...contact });
  }
  const follow = async (act: Act): Promise<void> => {
    crm.carryOut(act);
    for (const index of world.crm.carryOut(act)) {
      world.nudge(index);
      await world.settle();
      rules.look(index);
    }
  };
  const onPlatform = (act: RecipientAct) => {
    const who = contactOf(act);
    const mine = rules.contact(who);
    const to = changeOf(act);
    // Who is closed for everything has to open that first.
    if (!mine || (to.on && mine.closed)) return;
    world.platform.put(typeof who === 'number' ? world.idOf(who) : who, to);
    Object.assign(mine, to);
  };
  const befall = async ({ kind }: OrganisationAct) => {
    if (kind === 'tokens expire') world.crm.expire();
    const isBack = kind === 'bring back' && world.crm.isBackedUp();
    for (const each of [world.crm, crm]) {
      if (kind === 'back up') each.backUp();
      if (isBack) each.bringBack();
    }
    await reconcile();
    if (isBack) rules.restored();
  };
  const lose = async (act: Act) => {
    crm.carryOut(act);
    const changed = world.crm.carryOut(act);
    await reconcile();
    for (const index of changed) rules.look(index);
  };
  const reconcile = () => world.becomeStill(['reconcile']);
  const poll = async () => {
    // Whoever dies between two steps leaves something to reconcile.
    await world.becomeStill(faults === calm ? ['feedback'] : ['feedback', 'reconcile'], world.isBaselineDone() ? 8 : 0);
    rules.poll();
  };
  const compare = () => {
    const says = (persons: typeof crm.persons) => persons.map(({ permission }) => permission?.granted);
    expect({ on: world.on(), says: says(world.crm.persons) }).toEqual({ on: rules.on(), says: says(crm.persons) });
  };

  await reconcile();
  for (const act of early) {
    await follow(act);
    // What could not be read before is left to the look after the baseline.
    if (faults === calm) compare();
  }
  await poll();
  compare();
  for (const { act, polled, lost } of steps) {
    if (isOfRecipient(act)) onPlatform(act);
    else if (isOfOrganisation(act)) await befall(act);
    else if (lost && act.kind !== 'merge') await lose(act);
    else await follow(act);
    // What the recipient does while an answer of ours is missing cannot be told from our own off: a poll has to find it.
    if (polled || faults !== calm) await poll();
    compare();
  }
}

export function isOfRecipient(each: { readonly kind: string }): each is RecipientAct {
  return recipientActs.some((kind) => kind === each.kind);
}

function isOfOrganisation(each: Step['act']): each is OrganisationAct {
  return ['back up', 'bring back', 'tokens expire'].includes(each.kind);
}

function contactOf({ kind, who }: RecipientAct): Before['who'] {
  return kind === 'form off' || kind === 'form on' ? (who % 2 ? 'form-a' : 'form-b') : who;
}

function changeOf({ kind }: RecipientAct) {
  return kind === 'close' ? { closed: true } : { on: kind === 'subscribe' || kind === 'form on' };
}
