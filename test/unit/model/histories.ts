import fc from 'fast-check';
import type { Act } from './simulated-crm.ts';
import type { Chance, Faults } from './simulated-process.ts';

export const people = 3;
const who = fc.nat({ max: people - 1 });
const address = fc.constantFrom('a@example.org', 'b@example.org', undefined);
const granted = fc.constantFrom(true, true, false, undefined);

/** What people do in the CRM, often enough at one address to be in each other's way. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('permission' as const), who, granted }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('address' as const), who, address }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('active' as const), who, active: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), who, into: who }) },
);

export const recipientActs = ['unsubscribe', 'subscribe', 'close', 'form off', 'form on'] as const;

/** What recipients do on the platform: with one permission or with everything; `form`: with a contact that is not ours. */
export type RecipientAct = { readonly kind: (typeof recipientActs)[number]; readonly who: number };
export const recipientAct: fc.Arbitrary<RecipientAct> = fc.record({
  kind: fc.constantFrom<RecipientAct['kind'][]>('unsubscribe', 'unsubscribe', ...recipientActs),
  who,
});

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const calm: Faults = { dies: 0, fails: 0, unreadable: 0 };
export const rough: Faults = { dies: 0.02, fails: 0.15, unreadable: 0.1 };
/** Histories of each test: `ASSENT_HISTORIES` for a long hunt. */
export const runs = Number(process.env.ASSENT_HISTORIES ?? 150);
export const timeoutMs = Number(process.env.ASSENT_HISTORIES ?? 0) > 0 ? 3_600_000 : 120_000;

/** For examples: short words for the acts of one history. */
export function at(who: number, name: 'a' | 'b' | undefined): Act {
  return { kind: 'address', who, address: name && `${name}@example.org` };
}

export function permit(who: number, granted: boolean | undefined): Act {
  return { kind: 'permission', who, granted };
}

export function asleep(who: number): Act {
  return { kind: 'active', who, active: false };
}

export function awake(who: number): Act {
  return { kind: 'active', who, active: true };
}

export function unsubscribe(who: number): RecipientAct {
  return { kind: 'unsubscribe', who };
}
