import type { Look, Value } from '../event/record.ts';
import { type Condition, type Consent, isByClock, type TableSettings } from '../event/settings.ts';

const dayMs = 86_400_000;
/** Dates that mean "never ends" are written far ahead; nobody waits for those. */
const horizonMs = 100 * 366 * dayMs;

/**
 * Does a condition that compares a date with the clock hold? `today` compares days, of date and clock both in UTC, as a date without
 * time has no zone of its own; `now` compares moments, and a date without time is its first one. What is no date never holds.
 */
export function holdsByClock(value: Value, condition: Condition, now: number): boolean {
  const changesAt = changeOf(value, condition);
  if (changesAt === undefined) return false;
  const endsThen = condition.operator === 'gt' || condition.operator === 'ge';
  return endsThen ? now < changesAt : now >= changesAt;
}

type Values = Readonly<Record<string, Value>>;

/** Is the last day of a consent over? What stands there and is no date is over too: it grants nothing. */
export function isOver({ until }: Consent, values: Values, now: number): boolean {
  if (until === undefined) return false;
  const value = values[until];
  // What cannot be read is no answer: see `says`.
  return value !== undefined && value !== null && !holdsByClock(value, lastDay(until), now);
}

/** The settings as they are for the row that was found: without the consents that are over. */
export function inForce(settings: TableSettings, look: Look, now: number): TableSettings {
  if (look.kind !== 'found') return settings;
  const { values } = look.row;
  return { ...settings, consents: settings.consents.filter((consent) => !isOver(consent, values, now)) };
}

/** When, after `now`, the answer of a condition or consent changes by itself; undefined = never. */
export function nextChange(
  values: Values,
  { conditions, consents }: Pick<TableSettings, 'conditions' | 'consents'>,
  now: number,
): number | undefined {
  const ends = consents.flatMap(({ until }) => (until === undefined ? [] : [lastDay(until)]));
  const changes = [...conditions.filter(isByClock), ...ends]
    .map((condition) => changeOf(values[condition.column], condition))
    .filter((at) => at !== undefined)
    .filter((at) => at > now && at < now + horizonMs);
  return changes.length > 0 ? Math.min(...changes) : undefined;
}

function lastDay(column: string): Condition {
  return { column, operator: 'ge', value: 'today' };
}

/** The first moment at which the answer is the other one: it changes once, whether it ends (`gt`, `ge`) or begins (`lt`, `le`). */
function changeOf(value: Value, { operator, value: wanted }: Condition): number | undefined {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  const [start, unit] = wanted === 'today' ? [Math.floor(at / dayMs) * dayMs, dayMs] : [at, 1];
  // `ge` and `lt` change after the day or moment itself, `gt` and `le` at its beginning.
  return operator === 'ge' || operator === 'lt' ? start + unit : start;
}
