import { createHash, randomUUID } from 'node:crypto';

const pattern = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** Lower case without braces; undefined when the text is no GUID. */
export function readGuid(text: string): string | undefined {
  return pattern.exec(text.trim())?.[1]?.toLowerCase();
}

/** Dataverse makes sequential ids: newer ones sort after older ones. The first bytes are the time, the rest is random. */
export function newGuid(now: number): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  const random = randomUUID().slice(14);
  return `${time.slice(0, 8)}-${time.slice(8)}-${random}`;
}

/** The same GUID for the same text, for rows that every organisation of ours has alike. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
