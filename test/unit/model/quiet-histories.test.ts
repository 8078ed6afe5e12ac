import fc from 'fast-check';
import { examples } from './examples.ts';
import { calm, rough, runs, timeoutMs } from './histories.ts';
import { histories, liveThrough } from './side-by-side.ts';

const weathers = [
  ['on a calm day', calm],
  ['where processes die, calls fail and rows cannot be read', rough],
] as const;

const subjects = [
  ['N-1: with changes in the CRM whose webhooks get lost', { recipients: 0, organisation: 0, begins: false }],
  ['N-1 R3 R8: with recipients who opt out and in', { recipients: 4, organisation: 0, begins: false }],
  ['N-1 R10: with a platform that was in use before', { recipients: 1, organisation: 0, begins: true }],
  ['N-1: with an organisation that comes back from a backup', { recipients: 1, organisation: 5, begins: false }],
] as const;

describe.each(weathers)('%s', (_, faults) => {
  test.each(examples)('N-1: %s', (_, history, seed) => liveThrough(history, seed, faults));

  test.each(subjects)(
    '%s, the platform and the CRM are what the rules say',
    async (_, share) => {
      await fc.assert(
        fc.asyncProperty(histories(share), fc.nat(), (history, seed) => liveThrough(history, seed, faults)),
        // These run through a whole world after each step.
        { numRuns: Math.ceil(runs / 4) },
      );
    },
    timeoutMs,
  );
});
