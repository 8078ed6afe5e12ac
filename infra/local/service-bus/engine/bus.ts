import type { Clock } from '../../ground/clock.ts';
import { createQueue } from './create-queue.ts';
import { createCreditMeter } from './credit-meter.ts';
import type { BusParts, Queue, QueueSettings } from './model.ts';
import { createMemoryStore } from './store.ts';
import { tick } from './tick.ts';

export type Bus = {
  readonly parts: BusParts;
  /** By lower-case name, dead-letter queues not among them. */
  readonly queues: ReadonlyMap<string, Queue>;
  /** The queue or dead-letter queue with this address, whatever its case; undefined when there is none. */
  readonly resolve: (address: string) => Queue | undefined;
  /** Does what is due now; happens by itself every 20 ms and when the clock is moved. */
  readonly tick: () => void;
  readonly close: () => void;
};

const tickMs = 20; // the precision of schedules, locks and expiry

export function createBus(
  settings: readonly QueueSettings[],
  options: { readonly clock: Clock; readonly creditsPerSecond: number },
): Bus {
  const { clock } = options;
  const parts: BusParts = {
    clock,
    store: createMemoryStore(),
    credits: createCreditMeter(clock, options.creditsPerSecond),
    activity: { count: 0 },
    orders: { deadLetter: new Map(), serverBusy: 0 },
  };
  const queues = new Map(settings.map((queue) => [queue.name.toLowerCase(), createQueue(queue, parts)]));
  const tickAll = (): void => {
    for (const queue of queues.values()) tick(queue);
  };
  clock.onAdvance(tickAll);
  const timer = setInterval(tickAll, tickMs);
  return {
    parts,
    queues,
    resolve: (address) => resolve(queues, address),
    tick: tickAll,
    close: () => clearInterval(timer),
  };
}

function resolve(queues: ReadonlyMap<string, Queue>, address: string): Queue | undefined {
  const path = address.toLowerCase().replace(/^\/+|\/+$/g, '');
  const name = path.replace(/\/\$deadletterqueue$/, '');
  const queue = queues.get(name);
  return name === path ? queue : queue?.deadLetters;
}
