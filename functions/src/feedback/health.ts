import type { Progress } from './progress.ts';

/** How far the platform was read, for health: times in ISO 8601, absent = never. `violations`: contacts that could be mailed and should not. */
export function feedbackFacts(progress: Progress | undefined): Readonly<Record<string, unknown>> {
  if (!progress) return { baseline: { phase: 'not begun' }, poll: {} };
  const { phase, baselineAt, polledAt, sweptAt, violations } = progress;
  return {
    baseline: { phase, readAt: toIso(baselineAt) },
    poll: { at: toIso(polledAt), sweptAt: toIso(sweptAt), violations },
  };
}

function toIso(ms: number): string | undefined {
  return ms === 0 ? undefined : new Date(ms).toISOString();
}
