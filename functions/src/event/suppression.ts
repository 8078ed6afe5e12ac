import { z } from 'zod';

/**
 * Why a platform mails nobody at an address, whatever the CRM says; the later one weighs more. `global`: the recipient opted out of
 * everything.
 */
const suppressionCauses = ['bounce', 'global', 'complaint', 'erased'] as const;

export const suppression = z.enum(suppressionCauses);
export type Suppression = z.infer<typeof suppression>;

/** Of two causes the one that weighs more: what a person did is never forgotten for a bounce. */
export function heavier(one: Suppression | undefined, other: Suppression): Suppression {
  return one !== undefined && suppressionCauses.indexOf(one) > suppressionCauses.indexOf(other) ? one : other;
}

/** A bounce belongs to the address; everything else is the person's own and goes with her to her next address. */
export function followsThePerson(cause: Suppression | undefined): boolean {
  return cause !== undefined && cause !== 'bounce';
}

/** In words, for people. */
export const because: Readonly<Record<Suppression, string>> = {
  bounce: 'mail to this address bounces',
  global: 'the recipient opted out of everything',
  complaint: 'the recipient complained',
  erased: 'the person was erased',
};

/** How mail to an address came back, the worst of it: for people to see. Only what the platform made of it suppresses. */
export const bounceKinds = ['other', 'soft', 'hard'] as const;
export type BounceKind = (typeof bounceKinds)[number];

/** `softs`: soft bounces so far; `at`: the latest one counted, in the platform's time. */
export const bounces = z.object({ kind: z.enum(bounceKinds), softs: z.number(), at: z.number() });
export type Bounces = z.infer<typeof bounces>;

/** Platforms close an address after some in a row (Mail+ and most others: four). */
const softsThatClose = 4;

/** Some more of one address; a list that is read again counts nothing twice. */
export function addBounces(
  before: Bounces | undefined,
  more: readonly { readonly kind: BounceKind; readonly at: number }[],
): Bounces | undefined {
  const news = more.filter(({ at }) => before === undefined || at > before.at);
  if (news.length === 0) return before;
  const weights = [...(before ? [before] : []), ...news].map(({ kind }) => bounceKinds.indexOf(kind));
  return {
    kind: bounceKinds[Math.max(...weights)] ?? 'other',
    softs: (before?.softs ?? 0) + news.filter(({ kind }) => kind === 'soft').length,
    at: Math.max(...news.map(({ at }) => at)),
  };
}

/** Do bounces explain that the platform mails nobody at an address? Otherwise somebody opted out of everything. */
export function causeOf(bounced: Bounces | undefined): Suppression {
  return bounced?.kind === 'hard' || (bounced?.softs ?? 0) >= softsThatClose ? 'bounce' : 'global';
}

/** How an address stands with the platform, for people to see. */
export type Standing = { readonly bounce?: BounceKind; readonly optedOut?: true };

/** A bounce that only the platform's refusal tells of is of a kind that nobody said. */
export function standingOf(suppressed: Suppression | undefined, bounced: Bounces | undefined): Standing {
  const bounce = bounced?.kind ?? (suppressed === 'bounce' ? 'other' : undefined);
  const optedOut = suppressed === 'global' || suppressed === 'complaint';
  return { ...(bounce ? { bounce } : {}), ...(optedOut ? { optedOut } : {}) };
}
