import { z } from 'zod';
import { untilQuiet } from '../bench/tools/nudge.ts';
import { fire } from '../journeys/ask.ts';
import type { House } from '../journeys/house.ts';

const healthShape = z.object({ counters: z.record(z.string(), z.number()) });
const busShape = z.record(z.string(), z.object({ scheduled: z.number(), deadLettered: z.number() }));

/** Longer than any scheduled copy waits, any lock or lease is held. */
const stepSeconds = 3700;
const maxSteps = 12;

export type Rest = {
  readonly counters: Readonly<Record<string, number>>;
  /** What still moves although nothing goes wrong; undefined = nothing. */
  readonly restless?: string;
};

/** Lets time pass and timers run until two rounds of them change nothing. */
export async function settle(house: House): Promise<Rest> {
  let before = '';
  for (let step = 0; ; step += 1) {
    await untilQuiet(house);
    await house.post(`${house.journey}/_control/clock`, { advanceSeconds: stepSeconds });
    await untilQuiet(house);
    const isDead = (await left(house, 'deadLettered')) > 0;
    for (const name of [...(isDead ? (['deadLetters'] as const) : []), 'feedback', 'reconcile'] as const)
      await fire(house, name).catch(() => untilQuiet(house));
    const { counters } = healthShape.parse(await house.get(`${house.functions}/api/health`));
    const waiting = (await left(house, 'scheduled')) + (await left(house, 'deadLettered'));
    const now = JSON.stringify(counters);
    if (waiting === 0 && counters.pending === 0 && now === before) return { counters };
    if (step === maxSteps) return { counters, restless: `${waiting} messages wait, counters ${now}, before ${before}` };
    before = now;
  }
}

async function left(house: House, which: 'scheduled' | 'deadLettered'): Promise<number> {
  const bus = busShape.parse(await house.get(`${house.journey}/_control/bus`));
  return Object.values(bus).reduce((sum, queue) => sum + queue[which], 0);
}
