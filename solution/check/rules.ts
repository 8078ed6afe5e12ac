import { coreWithoutSales } from './core-without-sales.ts';
import { dateOnly } from './date-only.ts';
import { files } from './files.ts';
import type { Rule } from './finding.ts';
import { prefixes } from './prefixes.ts';
import { references } from './references.ts';
import { keepsReleased, type Released } from './released.ts';
import { ribbon } from './ribbon.ts';
import { rootComponents } from './root-components.ts';
import { noSecrets } from './secrets.ts';
import { uniqueIds } from './unique-ids.ts';
import { webResourceReferences } from './web-resource-references.ts';

/** The rules by name, in the order in which they are told. */
export function rules(released: Released): ReadonlyMap<string, Rule> {
  return new Map([
    ['files', files],
    ['root components', rootComponents],
    ['web resources', webResourceReferences],
    ['ribbon', ribbon],
    ['references', references],
    ['date only', dateOnly],
    ['prefixes', prefixes],
    ['unique ids', uniqueIds],
    ['released', keepsReleased(released)],
    ['secrets', noSecrets],
    ['core without sales', coreWithoutSales],
  ]);
}
