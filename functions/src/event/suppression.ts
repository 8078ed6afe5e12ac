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
