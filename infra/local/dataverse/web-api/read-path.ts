import { badRequest } from '../errors.ts';
import { splitOutside } from '../odata/query-options.ts';

/** One part of a path: `contacts(…)` has the name `contacts` and the text between its brackets. */
export type Segment = { readonly name: string; readonly key?: string };

export function readPath(path: string): readonly Segment[] {
  return splitOutside(path, '/').map((part) => {
    const [, name, key] = /^([^(]+)(?:\((.*)\))?$/s.exec(part) ?? [];
    if (name === undefined) throw badRequest(`The path '${path}' cannot be read.`);
    return { name, ...(key !== undefined && { key }) };
  });
}
