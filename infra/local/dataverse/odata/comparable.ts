import { badRequest } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { readIsoTime } from '../iso-time.ts';
import type { ColumnType } from '../schema/table.ts';

/** What filters and sorting work on. Texts are folded: Dataverse compares them without regard to case. */
export type Comparable = string | number | boolean | bigint | null;

/** A property as a filter sees it. */
export type Property<R> = { readonly type: ColumnType; readonly read: (row: R) => Comparable };

export function foldText(text: string): string {
  return text.toLowerCase();
}

/** A literal in the form that a column of this type is compared in; throws 400 when it cannot be one. */
export function toComparable(type: ColumnType, text: string): Comparable {
  const value = read(type, text);
  if (value === undefined) throw badRequest(`'${text}' is not a value of type ${type}.`, '0x80060888');
  return value;
}

function read(type: ColumnType, text: string): Comparable | undefined {
  switch (type) {
    case 'key':
    case 'guid':
    case 'lookup':
      return readGuid(text);
    case 'text':
    case 'memo':
    case 'choices':
      return foldText(text);
    case 'integer':
    case 'decimal':
    case 'money':
    case 'choice':
    case 'state':
    case 'status':
      return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
    case 'bigint':
      return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case 'boolean':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
    case 'datetime':
    case 'date':
      return readIsoTime(text, type);
  }
}

/** Below zero: `a` comes first. Null comes before everything. */
export function compare(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
