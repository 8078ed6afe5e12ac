import { isReference, type Value } from '../store/row.ts';
import type { Column } from './table.ts';

/** The formatted value of a column, in English: labels of choices, yes and no, dates. Undefined where Dataverse gives none. */
export function labelOf(column: Column, value: Value): string | undefined {
  if (value === null || isReference(value)) return undefined;
  switch (column.type) {
    case 'choice':
    case 'state':
    case 'status':
      return optionLabel(column, Number(value));
    case 'boolean':
      return optionLabel(column, value === true ? 1 : 0);
    case 'choices':
      return String(value)
        .split(',')
        .map((part) => optionLabel(column, Number(part)) ?? part)
        .join('; ');
    case 'datetime':
    case 'date':
      return dateLabel(String(value), column.type);
    case 'integer':
    case 'decimal':
      return Number(value).toLocaleString('en-US');
    case 'money':
      return Number(value).toLocaleString('en-US', { style: 'currency', currency: 'EUR' });
    case 'key':
    case 'guid':
    case 'text':
    case 'memo':
    case 'bigint':
    case 'lookup':
      return undefined;
  }
}

function optionLabel(column: Column, value: number): string | undefined {
  return column.options.find((option) => option.value === value)?.label;
}

/** en-US, UTC: the formats of a user who never changed hers. */
function dateLabel(value: string, type: 'datetime' | 'date'): string {
  const date = new Date(value);
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  if (type === 'date') return day;
  const hours = date.getUTCHours();
  const minutes = String(date.getUTCMinutes()).padStart(2, '0');
  return `${day} ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}
