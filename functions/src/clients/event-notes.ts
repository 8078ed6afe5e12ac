import type { Log } from '../log.ts';
import type { openNotes } from './notes.ts';

/** Once a minute says enough, and costs live events nothing. */
const everyMs = 60_000;

/**
 * Notes, beside the answers of the webhook, when the last event of our organisation was accepted (202) and when one of another
 * organisation was refused (403): a copy calls with our key. A note that fails is made with the next event.
 */
export function createEventNotes(
  notes: Pick<ReturnType<typeof openNotes>, 'write'>,
  log: Log,
  now: () => number,
): (status: number) => void {
  const noted = new Map<string, number>();
  return (status) => {
    const name = status === 202 ? 'last-event' : status === 403 ? 'foreign-event' : undefined;
    if (name === undefined || now() - (noted.get(name) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
    noted.set(name, now());
    notes.write(name, { at: new Date(now()).toISOString() }).catch((error: unknown) => {
      noted.delete(name);
      log('failed', { call: 'note of an event', reason: error instanceof Error ? error.message : 'unknown failure' });
    });
  };
}
