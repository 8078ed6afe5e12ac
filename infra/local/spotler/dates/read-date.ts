import { fromLocal } from './zone.ts';

/**
 * `yyyy-MM-ddThh:mm:ss` in the account's zone, or with an offset as some clients send it; the day alone is its midnight. Undefined
 * when it is none of them.
 */
export function readDate(text: string | undefined, zone: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text ?? '');
  if (!match) return undefined;
  const local = `${match[1]}T${match[2] ?? '00:00:00'}`;
  const check = new Date(`${local}Z`);
  // Date turns 31 June into 1 July; the round trip shows it.
  if (Number.isNaN(check.getTime()) || !check.toISOString().startsWith(local)) return undefined;
  const offset = match[4]?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return offset === undefined ? fromLocal(local, zone) : Date.parse(`${local}${offset}`);
}

export function floorToSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** `yyyyMMddHHmmss` of the form calls (specification, DateParam); the time is optional. */
export function readCompactDate(text: string, zone: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hours = '00', minutes = '00', seconds = '00'] = match;
  return readDate(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}`, zone);
}
