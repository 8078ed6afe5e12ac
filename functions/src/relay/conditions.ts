import type { Value } from '../event/record.ts';
import { type Condition, isByClock } from '../event/settings.ts';
import { holdsByClock } from './by-clock.ts';

/** Does a row meet all sync conditions? `unknown` where a column is not in the answer: unknown neither grants nor wipes. `now`: by the clock. */
export function meetsConditions(
  values: Readonly<Record<string, Value>>,
  conditions: readonly Condition[],
  now: number,
): 'yes' | 'no' | 'unknown' {
  const answers = conditions.map((condition) => meets(values[condition.column], condition, now));
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function meets(value: Value, condition: Condition, now: number): 'yes' | 'no' | 'unknown' {
  if (value === undefined) return 'unknown';
  const isMet = isByClock(condition) ? holdsByClock(value, condition, now) : holds(value, condition);
  return isMet ? 'yes' : 'no';
}

function holds(value: string | number | boolean | null, { operator, value: wanted }: Condition): boolean {
  switch (operator) {
    case 'null':
      return value === null;
    case 'notnull':
      return value !== null;
    case 'eq':
      return same(value, wanted);
    case 'ne':
      return !same(value, wanted);
    case 'in':
      return Array.isArray(wanted) && wanted.some((each) => same(value, each));
    case 'contains':
      return lower(value).includes(lower(wanted)) && value !== null;
    case 'startswith':
      return lower(value).startsWith(lower(wanted)) && value !== null;
    case 'gt':
      return compare(value, wanted) > 0;
    case 'ge':
      return compare(value, wanted) >= 0;
    case 'lt':
      return compare(value, wanted) < 0;
    case 'le':
      return compare(value, wanted) <= 0;
  }
}

/** Texts compare without case, as Dataverse's own filters do; a number matches however it was written. */
function same(value: unknown, wanted: unknown): boolean {
  if (value === null || wanted === null || wanted === undefined) return value === (wanted ?? null);
  if (typeof value === 'number' && typeof wanted === 'string') return value === toNumber(wanted);
  return lower(value) === lower(wanted);
}

/** NaN where the two cannot be ordered: no comparison with NaN holds. Texts (dates among them) compare as texts. */
function compare(value: unknown, wanted: unknown): number {
  if (typeof value === 'number') return value - toNumber(wanted);
  if (typeof value !== 'string' || typeof wanted !== 'string') return Number.NaN;
  return value < wanted ? -1 : Number(value > wanted);
}

/** NaN for what is no number: `Number` itself makes 0 of null and of an empty text. */
function toNumber(wanted: unknown): number {
  if (typeof wanted === 'string' && wanted.trim() !== '') return Number(wanted);
  return typeof wanted === 'number' ? wanted : Number.NaN;
}

function lower(value: unknown): string {
  return String(value ?? '').toLowerCase();
}
