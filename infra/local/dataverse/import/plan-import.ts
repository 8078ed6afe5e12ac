import type { Organisation } from '../organisation/organisation.ts';
import type { Table } from '../schema/table.ts';
import type { ComponentRow } from './component-row.ts';
import { rowsOf } from './components.ts';
import { readEntities } from './read-entities.ts';
import { readKept } from './read-kept.ts';
import { readSteps, type StepPart } from './read-steps.ts';
import type { SolutionFile } from './solution-file.ts';

/** All that a zip would change. */
export type ImportPlan = {
  readonly tables: readonly Table[];
  readonly needed: readonly string[];
  readonly rows: readonly ComponentRow[];
  readonly steps: readonly StepPart[];
  /** Parts that are kept but do nothing here. */
  readonly kept: readonly string[];
};

export function planImport(org: Organisation, file: SolutionFile): ImportPlan {
  const { customizations } = file;
  const entities = readEntities(customizations, org.schema);
  return {
    tables: entities.tables,
    needed: entities.needed,
    steps: readSteps(customizations),
    rows: rowsOf(org, file),
    kept: [...readKept(file), ...entities.notUnderstood],
  };
}
