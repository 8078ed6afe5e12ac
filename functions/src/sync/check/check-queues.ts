import type { CheckLine } from '../../event/check-result.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green } from './line.ts';

/** That this order came shows that the bus works; dead letters are messages that nobody could carry out. */
export async function checkQueues({ deadLetters }: CheckDoors): Promise<readonly CheckLine[]> {
  const dead = Object.entries(await deadLetters()).filter(([, count]) => count > 0);
  if (dead.length === 0) return [green('queues', 'This order came over the bus, and nothing is in the dead letters.')];
  return [
    amber(
      'queues',
      `In the dead letters: ${dead.map(([queue, count]) => `${count} of ${queue}`).join(', ')}.`,
      'Look at their reason in Service Bus Explorer, put it right, and send them again.',
    ),
  ];
}
