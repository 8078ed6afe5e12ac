import { z } from 'zod';

const state = z.enum(['green', 'amber', 'red']);

const line = z.object({
  /** What was looked at, in two or three words: the same in every run. */
  check: z.string(),
  state,
  /** What was found. */
  message: z.string(),
  /** What to do about it; empty where nothing is to be done. */
  repair: z.string(),
});

/** The result of the order `check`, as it stands in `assent_result` of the Job row: the console and the installer show the same. */
export const checkResult = z.object({ version: z.string(), state, lines: z.array(line).readonly() });

export type CheckState = z.infer<typeof state>;
export type CheckLine = z.infer<typeof line>;
export type CheckResult = z.infer<typeof checkResult>;

/** Red where any line is red, amber where any is amber. */
export function worstOf(lines: readonly CheckLine[]): CheckState {
  const states = lines.map((each) => each.state);
  if (states.includes('red')) return 'red';
  return states.includes('amber') ? 'amber' : 'green';
}
