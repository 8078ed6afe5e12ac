import { addBounce, type BounceKind, causeOf } from '../event/suppression.ts';
import { changeFacts, readFacts, tellHolders } from './address-book.ts';
import type { RelayDoors } from './doors.ts';
import { suppress } from './suppress.ts';

/** Notes that mail to an address came back, and has its records looked at where that is news. Done twice is done once. */
export async function noteBounce(address: string, kind: BounceKind, at: number, doors: RelayDoors): Promise<void> {
  const connection = await connectionOf(doors);
  const isNews = await changeFacts(
    address,
    (facts) => ({ ...facts, bounces: addBounce(facts.bounces, kind, at) }),
    connection,
    doors,
  );
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
