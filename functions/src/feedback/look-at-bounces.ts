import type { PlatformBounce } from '../event/platform-contact.ts';
import type { FeedbackDoors } from './doors.ts';

/**
 * Bounces, each with its contact as it is now. Before the contacts themselves: they tell why an address is closed. The address may be
 * another one by now, which can be mailed: a hard bounce is only believed of an address that cannot.
 */
export async function lookAtBounces(bounces: readonly PlatformBounce[], doors: FeedbackDoors): Promise<void> {
  const inOrder = [...bounces].sort((a, b) => a.at - b.at);
  for (const { kind, at, contact } of inOrder) {
    if (contact?.email === undefined || (kind === 'hard' && contact.mailable)) continue;
    const address = doors.addressKey(contact.email);
    await doors.checkLease();
    await doors.noteBounce(address, kind, at);
    if (!contact.mailable) await doors.noteClosed(address);
  }
}
