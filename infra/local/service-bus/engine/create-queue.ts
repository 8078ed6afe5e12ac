import { createHeap } from './heap.ts';
import type { BusParts, Queue, QueueSettings, StoredMessage } from './model.ts';

/** An empty queue with its dead-letter queue. */
export function createQueue(settings: QueueSettings, bus: BusParts): Queue {
  const sequence = { last: 0 };
  const deadLetters = emptyQueue({
    path: `${settings.name}/$DeadLetterQueue`,
    settings: deadLetterSettings(settings),
    bus,
    sequence,
    deadLetters: undefined,
  });
  return emptyQueue({ path: settings.name, settings, bus, sequence, deadLetters });
}

/** Dead letters never expire, are not counted against a limit, and need no session to be received (service-bus-dead-letter-queues). */
function deadLetterSettings(settings: QueueSettings): QueueSettings {
  return {
    ...settings,
    requiresSession: false,
    requiresDuplicateDetection: false,
    defaultTimeToLiveMs: Number.POSITIVE_INFINITY,
    maxDeliveryCount: Number.POSITIVE_INFINITY,
  };
}

function emptyQueue(given: Pick<Queue, 'path' | 'settings' | 'bus' | 'sequence' | 'deadLetters'>): Queue {
  return {
    ...given,
    messages: new Map(),
    ready: createMessageHeap(),
    sessions: new Map(),
    freeSessions: new Set(),
    scheduled: new Set(),
    deferred: new Set(),
    locks: new Map(),
    consumers: new Set(),
    waiters: new Set(),
    seen: new Map(),
    earliestExpiry: Number.POSITIVE_INFINITY,
    dispatching: false,
  };
}

export function createMessageHeap() {
  return createHeap<StoredMessage>((message) => message.sequenceNumber);
}
