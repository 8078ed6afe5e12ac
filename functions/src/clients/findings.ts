import type { Finding } from '../event/finding.ts';

/** How long a process keeps quiet about a cause it has told. */
const quietMs = 3_600_000;
/** Causes remembered at most: they come from settings and metadata, so there are few. */
const maxCauses = 1000;

/** Tells each cause once an hour and process; a send that failed is tried again with the next look. */
export function createFindings(
  send: (finding: Finding) => Promise<void>,
  now: () => number,
): (findings: readonly Finding[]) => Promise<void> {
  const told = new Map<string, number>();
  return async (findings) => {
    for (const finding of findings) {
      const cause = `${finding.code}~${finding.subject}~${finding.message}`;
      if (now() - (told.get(cause) ?? Number.NEGATIVE_INFINITY) < quietMs) continue;
      if (told.size >= maxCauses) told.clear();
      told.set(cause, now());
      try {
        await send(finding);
      } catch (error) {
        told.delete(cause);
        throw error;
      }
    }
  };
}
