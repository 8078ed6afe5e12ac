import type { Queue } from './model.ts';

/** Messages of a queue by what can happen to them next. Deferred ones are in none of the first three. */
export type MessageCounts = {
  /** Can be received now. */
  readonly active: number;
  readonly locked: number;
  readonly scheduled: number;
  readonly deadLettered: number;
};

export function countMessages(queue: Queue): MessageCounts {
  const { messages, locks, scheduled, deferred, deadLetters } = queue;
  return {
    active: messages.size - locks.size - scheduled.size - deferred.size,
    locked: locks.size,
    scheduled: scheduled.size,
    deadLettered: deadLetters?.messages.size ?? 0,
  };
}

/** Scheduled messages whose time has come and that are not active yet. */
export function countDue({ scheduled, bus }: Queue): number {
  const now = bus.clock.now();
  return [...scheduled].filter(({ scheduledFor }) => (scheduledFor ?? 0) <= now).length;
}
