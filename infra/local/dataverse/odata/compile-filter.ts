import { badRequest } from '../errors.ts';
import { type Comparable, compare, foldText, type Property, toComparable } from './comparable.ts';
import type { Comparison, Filter, Operand, Parameter, TextTest } from './filter.ts';

export type Predicate<R> = (row: R) => boolean;

/** What a filter is about: rows of a table, or metadata. */
export type Source<R> = {
  /** Throws 400 when there is no such property. */
  readonly property: (path: string) => Property<R>;
  readonly queryFunction: (name: string, parameters: ReadonlyMap<string, Parameter>) => Predicate<R>;
  /** A test on the rows behind a collection-valued navigation property. */
  readonly some: (path: string, variable: string, part: Filter | undefined) => Predicate<R>;
};

/** Turns a filter into a test. All errors are thrown here, none while rows are read. */
export function compileFilter<R>(filter: Filter, source: Source<R>): Predicate<R> {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.parts.map((part) => compileFilter(part, source));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = filter.parts.map((part) => compileFilter(part, source));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compileFilter(filter.part, source);
      return (row) => !part(row);
    }
    case 'compare':
      return compileComparison(filter.operator, filter.left, filter.right, source);
    case 'text':
      return compileTextTest(filter.test, source.property(filter.path), filter.value);
    case 'function':
      return source.queryFunction(filter.name, filter.parameters);
    case 'any':
      return source.some(filter.path, filter.variable, filter.part);
    case 'all': {
      const part: Filter | undefined = filter.part && { kind: 'not', part: filter.part };
      const exception = source.some(filter.path, filter.variable, part);
      return (row) => !exception(row);
    }
  }
}

function compileComparison<R>(operator: Comparison, left: Operand, right: Operand, source: Source<R>): Predicate<R> {
  if (left.kind === 'literal') {
    if (right.kind === 'literal') throw badRequest('A filter compares a property with a value.');
    return compileComparison(mirrored[operator], right, left, source);
  }
  const property = source.property(left.path);
  if (right.kind === 'path') {
    const other = source.property(right.path);
    return (row) => holds(operator, property.read(row), other.read(row));
  }
  if (!right.quoted && right.text === 'null') return compileNullTest(operator, property);
  const value = toComparable(property.type, right.text);
  return (row) => holds(operator, property.read(row), value);
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};

function compileNullTest<R>(operator: Comparison, property: Property<R>): Predicate<R> {
  if (operator === 'eq') return (row) => property.read(row) === null;
  if (operator === 'ne') return (row) => property.read(row) !== null;
  throw badRequest(`null cannot be compared with ${operator}.`);
}

/** An empty column is unequal to every value (as in FetchXML), and neither more nor less than any. */
function holds(operator: Comparison, value: Comparable, other: Comparable): boolean {
  if (operator === 'eq') return value === other;
  if (operator === 'ne') return value !== other;
  if (value === null || other === null) return false;
  const order = compare(value, other);
  switch (operator) {
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

function compileTextTest<R>(test: TextTest, property: Property<R>, value: string): Predicate<R> {
  if (property.type !== 'text' && property.type !== 'memo') throw badRequest(`${test} works on text columns only.`);
  const wanted = foldText(value);
  return (row) => {
    const text = property.read(row);
    if (typeof text !== 'string') return false;
    switch (test) {
      case 'contains':
        return text.includes(wanted);
      case 'startswith':
        return text.startsWith(wanted);
      case 'endswith':
        return text.endsWith(wanted);
    }
  };
}
