/**
 * Dates of Mail+. It takes them without a zone and in whole seconds (vendor documentation: `yyyy-mm-ddThh:mm:ss`) and does not say which
 * zone it means; it gives them so too, or as milliseconds since 1970. We write and read them as if they were UTC and stay on the
 * safe side of every zone: see `cursor.ts`.
 */
export function toPlatformDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** Milliseconds since 1970; of a date without zone as if it were UTC. Undefined for what is no date. */
export function fromPlatformDate(date: unknown): number | undefined {
  if (typeof date === 'number' && Number.isFinite(date)) return date;
  if (typeof date !== 'string') return undefined;
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(date);
  const ms = Date.parse(hasZone ? date : `${date}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
