/**
 * Dates without a zone, as Mail+ takes and gives them (vendor documentation: `yyyy-mm-ddThh:mm:ss`), in the zone of the account.
 * An hour that happens twice in autumn is the first one; an hour that is left out in spring is counted on from before it.
 */
export function toLocal(ms: number, zone: string): string {
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19);
}

/** Milliseconds since 1970 of `yyyy-MM-ddThh:mm:ss` in `zone`. */
export function fromLocal(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  // The zone can change its offset within a day of the moment; both offsets are tried, the larger one is the earlier moment.
  const offsets = [offsetMs(asUtc - dayMs, zone), offsetMs(asUtc + dayMs, zone)];
  const fitting = offsets.map((offset) => asUtc - offset).filter((ms) => ms + offsetMs(ms, zone) === asUtc);
  return fitting.length > 0 ? Math.min(...fitting) : asUtc - (offsets[0] ?? 0);
}

const dayMs = 86_400_000;

/** Offsets only change on quarters of an hour, so one look-up serves many rows. */
const quarterMs = 900_000;
const known = new Map<string, number>();

function offsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / quarterMs);
  const key = `${zone} ${quarter}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  if (known.size > 10_000) known.clear();
  const offset = readOffset(quarter * quarterMs, zone);
  known.set(key, offset);
  return offset;
}

function readOffset(ms: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
