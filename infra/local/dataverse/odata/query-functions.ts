import { badRequest, notHere } from '../errors.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Row } from '../store/row.ts';
import { compare, type Property, toComparable } from './comparable.ts';
import type { Predicate } from './compile-filter.ts';
import { dateWindow } from './date-windows.ts';
import type { Parameter } from './filter.ts';
import type { Viewer } from './table-property.ts';

const prefix = 'Microsoft.Dynamics.CRM.';

/** Query functions (Web API reference, "query functions"): In, Between, the date windows, users. Others answer 501. */
export function queryFunction(
  viewer: Viewer,
  name: string,
  parameters: ReadonlyMap<string, Parameter>,
  property: (path: string) => Property<Row>,
): Predicate<Row> {
  if (!name.startsWith(prefix)) throw notHere(`the filter function ${name}`);
  const kind = name.slice(prefix.length);
  const column = property(textParameter(parameters, 'PropertyName'));
  switch (kind) {
    case 'In':
      return isOneOf(column, listParameter(parameters));
    case 'NotIn':
      return negated(isOneOf(column, listParameter(parameters)));
    case 'Between':
      return isBetween(column, listParameter(parameters));
    case 'NotBetween':
      return negated(isBetween(column, listParameter(parameters)));
    case 'ContainValues':
      return containsValue(column, listParameter(parameters));
    case 'DoesNotContainValues':
      return negated(containsValue(column, listParameter(parameters)));
    default:
      return isInWindow(viewer, kind, column, parameters);
  }
}

function isOneOf(column: Property<Row>, texts: readonly string[]): Predicate<Row> {
  const values = new Set(texts.map((text) => toComparable(column.type, text)));
  return (row) => values.has(column.read(row));
}

function isBetween(column: Property<Row>, texts: readonly string[]): Predicate<Row> {
  const [low = null, high = null] = texts.map((text) => toComparable(column.type, text));
  return (row) => {
    const value = column.read(row);
    return value !== null && compare(value, low) >= 0 && compare(value, high) <= 0;
  };
}

function containsValue(column: Property<Row>, texts: readonly string[]): Predicate<Row> {
  return (row) => {
    const value = column.read(row);
    return typeof value === 'string' && value.split(',').some((part) => texts.includes(part));
  };
}

function negated(test: Predicate<Row>): Predicate<Row> {
  return (row) => !test(row);
}

function isInWindow(
  viewer: Viewer,
  kind: string,
  column: Property<Row>,
  parameters: ReadonlyMap<string, Parameter>,
): Predicate<Row> {
  const window = dateWindow(kind, parameters.get('PropertyValue'), viewer.org.clock.now());
  if (!window) throw notHere(`the query function ${kind}`);
  const whole = column.type === 'date' ? (ms: number) => toIsoTime(ms).slice(0, 10) : toIsoTime;
  const from = window.from === undefined ? undefined : whole(window.from);
  const to = window.to === undefined ? undefined : whole(window.to);
  return (row) => {
    const value = column.read(row);
    if (typeof value !== 'string') return false;
    return (from === undefined || value >= from) && (to === undefined || value < to);
  };
}

function textParameter(parameters: ReadonlyMap<string, Parameter>, name: string): string {
  const value = parameters.get(name);
  if (typeof value !== 'string') throw badRequest(`The query function needs ${name}.`);
  return value;
}

function listParameter(parameters: ReadonlyMap<string, Parameter>): readonly string[] {
  const value = parameters.get('PropertyValues');
  if (value === undefined) throw badRequest('The query function needs PropertyValues.');
  return typeof value === 'string' ? [value] : value;
}
