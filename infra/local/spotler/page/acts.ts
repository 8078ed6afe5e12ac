import type { Contact } from '../contacts/contact.ts';
import { bounce } from '../recipient/bounce.ts';
import { complain } from '../recipient/complain.ts';
import { subscribeAgain } from '../recipient/subscribe-again.ts';
import { optOutGlobally, unsubscribe } from '../recipient/unsubscribe.ts';
import type { Sandbox } from '../sandbox.ts';

/** What the buttons of a contact do. False for a button that is not there. */
export function act(sandbox: Sandbox, contact: Contact, name: string, bit: number): boolean {
  const atMs = sandbox.clock.now();
  switch (name) {
    case 'unsubscribe':
      unsubscribe(sandbox, contact, bit, atMs);
      return true;
    case 'subscribe':
      subscribeAgain(sandbox, contact, bit, atMs);
      return true;
    case 'opt-out':
      optOutGlobally(sandbox, contact, atMs);
      return true;
    case 'complaint':
      complain(sandbox, contact, atMs);
      return true;
    case 'hard-bounce':
      bounce(sandbox, contact, { type: 'HARDBOUNCE', atMs });
      return true;
    case 'soft-bounce':
      bounce(sandbox, contact, { type: 'SOFTBOUNCE', atMs });
      return true;
    default:
      return false;
  }
}
