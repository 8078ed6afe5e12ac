import { DataverseError } from '../errors.ts';
import { guidOf } from '../guid.ts';
import { toIsoTime } from '../iso-time.ts';
import { filterId, messageFilters } from '../organisation/message-filters.ts';
import { messageIds } from '../organisation/message-ids.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { systemUserId } from '../organisation/people.ts';
import { withChanges } from '../store/row.ts';
import type { Change } from '../store/store.ts';
import type { ComponentRow } from './component-row.ts';
import { missingDependencies } from './missing-dependencies.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { StepPart } from './read-steps.ts';
import { openSolution, type SolutionFile } from './solution-file.ts';

export type Imported = {
  readonly solution: string;
  readonly version: string;
  readonly managed: boolean;
  readonly tables: readonly string[];
  readonly steps: number;
  readonly stepsEnabled: boolean;
  /** Parts of the zip that do nothing in this stand-in. */
  readonly kept: readonly string[];
  /** Every row the import wrote. */
  readonly changes: readonly Change[];
};

/**
 * Imports a solution zip. With anything missing it throws 400 and nothing has changed. Steps arrive disabled unless
 * `activateSteps` (PublishWorkflows of ImportSolution, `--activate-plugins` of pac); an address in the zip replaces the one here,
 * a key that was set stays.
 */
export function importSolution(org: Organisation, bytes: Uint8Array, activateSteps: boolean): Imported {
  const file = openSolution(bytes);
  const plan = planImport(org, file);
  const missing = missingDependencies(org, file, plan);
  if (missing.length > 0) {
    const list = missing.join('; ');
    // ImportMissingDependenciesError
    throw new DataverseError(
      400,
      '0x80048033',
      `The import of ${file.uniqueName} failed. Missing dependencies: ${list}.`,
    );
  }
  for (const table of plan.tables) org.schema.put(table);
  const rows = [
    solutionRow(org, file),
    ...plan.rows,
    ...plan.steps.flatMap((step) => [stepRow(step, activateSteps), ...step.images]),
  ];
  const changes = [...filterChanges(org, plan), ...rows.map((row) => toChange(org, file, row))];
  org.store.apply(changes);
  return {
    solution: file.uniqueName,
    version: file.version,
    managed: file.managed,
    tables: plan.tables.map(({ name }) => name),
    steps: plan.steps.length,
    stepsEnabled: activateSteps,
    kept: plan.kept,
    changes,
  };
}

function solutionRow(org: Organisation, file: SolutionFile): ComponentRow {
  return {
    table: 'solution',
    id: guidOf(`solution ${file.uniqueName}`),
    values: {
      uniquename: file.uniqueName,
      friendlyname: file.friendlyName,
      version: file.version,
      ismanaged: file.managed,
      isvisible: true,
      installedon: toIsoTime(org.clock.now()),
    },
  };
}

function stepRow(step: StepPart, enabled: boolean): ComponentRow {
  const message = [...messageIds].find(([, id]) => id === step.messageId)?.[0] ?? '';
  return {
    ...step.row,
    values: {
      ...step.row.values,
      sdkmessageid: { table: 'sdkmessage', id: step.messageId },
      ...(step.handlerId !== '' && { eventhandler: { table: step.handlerTable, id: step.handlerId } }),
      ...(step.table !== 'none' && {
        sdkmessagefilterid: { table: 'sdkmessagefilter', id: filterId(message, step.table) },
      }),
      statecode: enabled ? 0 : 1,
      statuscode: enabled ? 1 : 2,
    },
  };
}

/** Messages that steps on the new tables may name. */
function filterChanges(org: Organisation, plan: ImportPlan): readonly Change[] {
  return plan.tables
    .flatMap((table) => messageFilters(table))
    .filter(({ id }) => !org.store.rows('sdkmessagefilter').get(id))
    .map((row) => ({ table: 'sdkmessagefilter', id: row.id, after: row }));
}

function toChange(org: Organisation, file: SolutionFile, { table, id, values }: ComponentRow): Change {
  const now = toIsoTime(org.clock.now());
  const before = org.store.rows(table).get(id);
  const user = { table: 'systemuser', id: systemUserId };
  const created = before?.values ?? { createdon: now, createdby: user };
  const marks = org.schema.table(table)?.columns.has('ismanaged') ? { ismanaged: file.managed } : {};
  const after = {
    id,
    version: 0n,
    values: withChanges(created, { ...marks, ...values, modifiedon: now, modifiedby: user }),
  };
  return { table, id, after };
}
