import { takeBaseline } from './baseline.ts';
import type { FeedbackDoors } from './doors.ts';
import { createSeen, poll } from './poll.ts';
import { isBaselineRead, type Progress } from './progress.ts';
import { sweep } from './sweep.ts';

/** A host ends a function after ten minutes; what is left by then goes on with the next round. */
const roundMs = 300_000;

/**
 * A round of feedback: the baseline where it is not done, then what happened since the last round, then a step of the standing pass.
 * Throws where the platform or a store cannot be reached; the next round goes on where this one was.
 */
export function createFeedback(): (doors: FeedbackDoors) => Promise<void> {
  let memory = { of: 0, seen: createSeen() };
  return async (doors) => {
    const startedAt = performance.now();
    const isTimeUp = () => performance.now() - startedAt > roundMs;
    let progress = (await stored(doors)) ?? (await begin(doors));
    // A baseline that is taken anew has seen nobody.
    if (memory.of !== progress.startedAt) memory = { of: progress.startedAt, seen: createSeen() };
    const { seen } = memory;
    if (progress.phase !== 'done') progress = await takeBaseline(progress, isTimeUp, seen, doors);
    if (!isBaselineRead(progress, doors.account)) return;
    progress = await poll(progress, seen, doors);
    if (!isTimeUp()) await sweep(progress, doors);
  };
}

async function stored(doors: FeedbackDoors): Promise<Progress | undefined> {
  const progress = await doors.progress.read();
  return progress?.account === doors.account ? progress : undefined;
}

/** A new connection, or another account behind it. */
async function begin(doors: FeedbackDoors): Promise<Progress> {
  const times = { startedAt: doors.now(), baselineAt: 0, polledAt: 0, sweptAt: 0 };
  const progress: Progress = { account: doors.account, phase: 'bounces', ...times, violating: 0, violations: 0 };
  await doors.checkLease();
  await doors.progress.write(progress);
  return progress;
}
