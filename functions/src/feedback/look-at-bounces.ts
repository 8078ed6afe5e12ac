import type { PlatformBounce } from '../event/platform-contact.ts';
import type { FeedbackDoors } from './doors.ts';
import { each } from './each.ts';

type AtAddress = { readonly bounces: PlatformBounce[]; isClosed: boolean };

const width = 16;

/**
 * Bounces, each with its contact as it is now. Before the contacts themselves: they tell why an address is closed. The address may be
 * another one by now, which can be mailed: a hard bounce is only believed of an address that cannot.
 */
export async function lookAtBounces(bounces: readonly PlatformBounce[], doors: FeedbackDoors): Promise<void> {
  const byAddress = new Map<string, AtAddress>();
  for (const bounce of bounces) {
    const { kind, contact } = bounce;
    if (contact?.email === undefined || (kind === 'hard' && contact.mailable)) continue;
    const address = doors.addressKey(contact.email);
    const known = byAddress.get(address) ?? { bounces: [], isClosed: false };
    known.bounces.push(bounce);
    known.isClosed ||= !contact.mailable;
    byAddress.set(address, known);
  }
  await each([...byAddress], width, async ([address, at]) => {
    await doors.checkLease();
    // All of them first: only together do they say whether it was they that closed the address.
    await doors.noteBounces(address, at.bounces);
    if (at.isClosed) await doors.noteClosed(address);
  });
}
