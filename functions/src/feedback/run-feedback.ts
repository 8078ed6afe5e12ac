import { takeBaseline } from './baseline.ts';
import type { FeedbackDoors } from './doors.ts';
import { poll } from './poll.ts';
import { isBaselineRead, type Progress } from './progress.ts';
import { createSeen } from './seen.ts';
import { sweep } from './sweep.ts';

/**
 * A round of feedback: the baseline where it is not done, then what happened since the last round, then a step of the standing pass.
 * Throws where the platform or a store cannot be reached; the next round goes on where this one was.
 */
export function createFeedback(): (doors: FeedbackDoors) => Promise<void> {
  let memory = { of: 0, seen: createSeen() };
  return async (doors) => {
    const stored = await doors.progress.read();
    let progress = stored?.account === doors.account ? stored : await begin(doors);
    // A baseline that is taken anew has seen nobody.
    if (memory.of !== progress.startedAt) memory = { of: progress.startedAt, seen: createSeen() };
    const { seen } = memory;
    if (progress.phase !== 'done') progress = await takeBaseline(progress, seen, doors);
    if (!isBaselineRead(progress, doors.account)) return;
    progress = await poll(progress, seen, doors);
    if (!doors.isTimeUp()) await sweep(progress, doors);
  };
}

/** A new connection, another account behind it, or nobody knows any more how far it was read. */
async function begin(doors: FeedbackDoors): Promise<Progress> {
  const times = { startedAt: doors.now(), baselineAt: 0, polledAt: 0, sweptAt: 0 };
  const progress: Progress = {
    account: doors.account,
    phase: 'bounces',
    isAnew: await doors.progress.wasRead(),
    ...times,
    violating: 0,
    violations: 0,
  };
  await doors.checkLease();
  await doors.progress.write(progress);
  return progress;
}
