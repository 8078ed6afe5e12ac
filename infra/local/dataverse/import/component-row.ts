import type { Values } from '../store/row.ts';

/** A row that a solution brings: an endpoint, a step, a web resource. */
export type ComponentRow = { readonly table: string; readonly id: string; readonly values: Values };

/** Values without the empty ones: an import writes only what the zip says. */
export function filled(values: Readonly<Record<string, Values[string] | undefined>>): Values {
  const result: Record<string, Values[string]> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') result[name] = value;
  }
  return result;
}
