import { addBounces, type BounceKind, causeOf } from '../event/suppression.ts';
import { tellHolders } from './announce.ts';
import type { RelayDoors } from './doors.ts';
import { changeFacts, readFacts } from './facts.ts';
import type { Facts } from './latch.ts';
import { suppress } from './suppress.ts';

/** Notes that mail to an address came back, and has its records looked at where that is news. Done twice is done once. */
export async function noteBounces(
  address: string,
  more: readonly { readonly kind: BounceKind; readonly at: number }[],
  doors: RelayDoors,
): Promise<void> {
  const connection = await connectionOf(doors);
  const add = (facts: Facts): Facts => {
    const bounces = addBounces(facts.bounces, more);
    return { ...facts, ...(bounces ? { bounces } : {}) };
  };
  const isNews = await changeFacts(address, add, connection, doors);
  if (isNews) await tellHolders(address, undefined, connection, doors, 'Bounce');
}

/** The platform mails nobody at an address and does not say why: its bounces tell, or somebody opted out of everything. */
export async function noteClosed(address: string, doors: RelayDoors): Promise<void> {
  const { facts } = await readFacts(address, await connectionOf(doors), doors);
  if (facts.suppressed === undefined) await suppress({ address }, causeOf(facts.bounces), doors);
}

async function connectionOf(doors: RelayDoors): Promise<string> {
  const { document } = await doors.settings();
  return document.connections[0]?.alias ?? '';
}
