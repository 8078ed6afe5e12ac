import type { Parameter } from './filter.ts';

/** Milliseconds: from inclusive, to exclusive. */
export type DateWindow = { readonly from?: number; readonly to?: number };

const hour = 3_600_000;
const day = 24 * hour;

/** The window of a date query function, in UTC; undefined for one we do not have. Times are whole seconds: this one counts as past. */
export function dateWindow(kind: string, value: Parameter | undefined, now: number): DateWindow | undefined {
  const today = Math.floor(now / day) * day;
  const fixed = fixedWindow(kind, today, now);
  if (fixed) return fixed;
  if (typeof value !== 'string') return undefined;
  const count = Number(value);
  const date = Math.floor(Date.parse(value) / day) * day;
  switch (kind) {
    case 'On':
      return { from: date, to: date + day };
    case 'OnOrAfter':
      return { from: date };
    case 'OnOrBefore':
      return { to: date + day };
    case 'LastXHours':
      return { from: now - count * hour, to: now + 1000 };
    case 'NextXHours':
      return { from: now, to: now + count * hour };
    case 'LastXDays':
      return { from: today - count * day, to: now + 1000 };
    case 'NextXDays':
      return { from: now, to: today + (count + 1) * day };
    case 'OlderThanXMinutes':
      return { to: now - count * 60_000 };
    case 'OlderThanXHours':
      return { to: now - count * hour };
    case 'OlderThanXDays':
      return { to: today - count * day };
    default:
      return undefined;
  }
}

function fixedWindow(kind: string, today: number, now: number): DateWindow | undefined {
  switch (kind) {
    case 'Today':
      return { from: today, to: today + day };
    case 'Yesterday':
      return { from: today - day, to: today };
    case 'Tomorrow':
      return { from: today + day, to: today + 2 * day };
    case 'Last7Days':
      return { from: today - 7 * day, to: now + 1000 };
    case 'Next7Days':
      return { from: now, to: today + 8 * day };
    default:
      return undefined;
  }
}
