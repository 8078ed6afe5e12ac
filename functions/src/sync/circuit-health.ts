import type { HealthPart } from './health.ts';

/** The platform as each lane finds it: since when it does not answer (milliseconds since 1970); undefined = it does. */
export function circuitHealth(away: Readonly<Record<string, number | undefined>>): HealthPart {
  const open = Object.entries(away).flatMap(([lane, since]) =>
    since === undefined ? [] : [{ lane, since: new Date(since).toISOString() }],
  );
  return {
    facts: { platformAnswers: open.length === 0 },
    alarms: open.map(({ lane, since }) => ({
      code: `platform-away-${lane}`,
      text: `${lane}: the platform does not answer since ${since}`,
    })),
  };
}
