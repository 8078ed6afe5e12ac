import type { Organisation } from '../organisation/organisation.ts';
import type { Table } from '../schema/table.ts';
import type { ComponentRow } from './component-row.ts';
import { readApps } from './read-apps.ts';
import { readCustomApis } from './read-custom-apis.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readEntities } from './read-entities.ts';
import { readForms } from './read-forms.ts';
import { readKept } from './read-kept.ts';
import { readRibbons } from './read-ribbons.ts';
import { readRoles, readVariables } from './read-roles.ts';
import { readSteps, type StepPart } from './read-steps.ts';
import { readViews } from './read-views.ts';
import { readWebResources } from './read-web-resources.ts';
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
    rows: [
      ...readEndpoints(customizations),
      ...readWebResources(file),
      ...readForms(customizations),
      ...readViews(customizations),
      ...readRibbons(file),
      ...readApps(customizations),
      ...readCustomApis(file, org.identity.id()),
      ...readRoles(file),
      ...readVariables(file),
    ],
    kept: [...readKept(file), ...entities.notUnderstood],
  };
}
