import { guidOf } from '../guid.ts';
import type { ComponentRow } from './component-row.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, textIn, writeXml } from './xml.ts';

/** `<RibbonDiffXml>` of the tables in the zip: one row for each solution and table. */
export function readRibbons({ customizations, uniqueName }: SolutionFile): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'Entities'), 'Entity').flatMap((entity) => {
    const diff = child(entity, 'RibbonDiffXml');
    const actions = child(diff, 'CustomActions')?.children ?? [];
    if (!diff || actions.length === 0) return [];
    const table = textIn(entity, 'Name').toLowerCase();
    return [
      {
        table: 'ribbondiff',
        id: guidOf(`ribbon ${uniqueName} ${table}`),
        values: { entity: table, rdx: writeXml(diff) },
      },
    ];
  });
}
