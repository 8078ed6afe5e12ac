import type { Clock } from '../../ground/clock.ts';

/**
 * Throttling of the Standard tier (service-bus-throttling): 1,000 credits a second for the whole namespace, 1 for each message
 * sent, received or peeked. Who finds none left gets server-busy.
 */
export type CreditMeter = {
  /** False: not enough left in this second; nothing is taken. */
  readonly take: (credits: number) => boolean;
};

/** `creditsPerSecond` 0 switches throttling off. */
export function createCreditMeter(clock: Clock, creditsPerSecond: number): CreditMeter {
  let second = 0;
  let taken = 0;
  return {
    take: (credits) => {
      if (creditsPerSecond === 0) return true;
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) {
        second = now;
        taken = 0;
      }
      // A batch of more than a second's worth is let through alone: refusing it would refuse it forever.
      if (taken > 0 && taken + credits > creditsPerSecond) return false;
      taken += credits;
      return true;
    },
  };
}
