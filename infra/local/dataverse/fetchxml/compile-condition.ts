import { notHere } from '../errors.ts';
import { toIsoTime } from '../iso-time.ts';
import { type Comparable, compare, foldText, type Property, toComparable } from '../odata/comparable.ts';
import { dateWindow } from '../odata/date-windows.ts';
import { tableProperty, type Viewer } from '../odata/table-property.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import type { FetchCondition } from './fetch.ts';

export type RowTest = (row: Row | undefined) => boolean;

/** Turns a condition into a test of a row; an outer-linked row that is missing has only empty columns. */
export function compileCondition(viewer: Viewer, userId: string, table: Table, condition: FetchCondition): RowTest {
  const property = fetchProperty(viewer, table, condition.column);
  const test = compileValueTest(viewer, userId, property, condition);
  return (row) => test(row ? property.read(row) : null);
}

/** FetchXML names a lookup by its column's own name. */
export function fetchProperty(viewer: Viewer, table: Table, column: string): Property<Row> {
  return tableProperty(viewer, table, table.columns.get(column)?.type === 'lookup' ? `_${column}_value` : column);
}

type ValueTest = (value: Comparable) => boolean;

function compileValueTest(
  viewer: Viewer,
  userId: string,
  property: Property<Row>,
  condition: FetchCondition,
): ValueTest {
  const { operator, values } = condition;
  const [first = ''] = values;
  const positive = operator.replace(/^not?-|^n(?=eq?$)/, '');
  switch (operator) {
    case 'null':
      return (value) => value === null;
    case 'not-null':
      return (value) => value !== null;
    case 'eq':
    case 'ne':
    case 'neq':
      return equality(operator === 'eq', toComparable(property.type, first));
    case 'eq-userid':
    case 'ne-userid':
      return equality(operator === 'eq-userid', userId);
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return order(operator, toComparable(property.type, first));
    case 'in':
    case 'not-in':
      return membership(
        operator === 'in',
        values.map((text) => toComparable(property.type, text)),
      );
    case 'between':
    case 'not-between':
      return range(
        operator === 'between',
        values.map((text) => toComparable(property.type, text)),
      );
    case 'like':
    case 'not-like':
      return pattern(operator === 'like', first);
    case 'begins-with':
    case 'not-begin-with':
      return pattern(positive === operator, `${first}%`);
    case 'ends-with':
    case 'not-end-with':
      return pattern(positive === operator, `%${first}`);
    default:
      return windowTest(viewer, operator, first);
  }
}

/** An empty column is unequal to every value. */
function equality(wanted: boolean, other: Comparable): ValueTest {
  return (value) => (value === other) === wanted;
}

function order(operator: 'gt' | 'ge' | 'lt' | 'le', other: Comparable): ValueTest {
  return (value) => {
    if (value === null) return false;
    const difference = compare(value, other);
    if (difference === 0) return operator === 'ge' || operator === 'le';
    return difference > 0 === (operator === 'gt' || operator === 'ge');
  };
}

function membership(wanted: boolean, others: readonly Comparable[]): ValueTest {
  const set = new Set(others);
  return (value) => set.has(value) === wanted;
}

function range(wanted: boolean, [low = null, high = null]: readonly Comparable[]): ValueTest {
  return (value) => (value !== null && compare(value, low) >= 0 && compare(value, high) <= 0) === wanted;
}

/** `%` is any text, `_` any sign. */
function pattern(wanted: boolean, text: string): ValueTest {
  const escaped = foldText(text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
  return (value) => (typeof value === 'string' && expression.test(value)) === wanted;
}

/** `last-x-days` is the query function LastXDays, `olderthan-x-hours` OlderThanXHours. */
function windowTest(viewer: Viewer, operator: string, value: string): ValueTest {
  const name = operator
    .replace('olderthan', 'older-than')
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  const window = dateWindow(name.join(''), value, viewer.org.clock.now());
  if (!window) throw notHere(`the FetchXML operator ${operator}`);
  const from = window.from === undefined ? '' : toIsoTime(window.from);
  const to = window.to === undefined ? '\uffff' : toIsoTime(window.to);
  return (text) => typeof text === 'string' && text >= from && text < to;
}
