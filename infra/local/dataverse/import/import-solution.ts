import { DataverseError } from '../errors.ts';
import { guidOf } from '../guid.ts';
import { toIsoTime } from '../iso-time.ts';
import { filterId, messageFilters } from '../organisation/message-filters.ts';
import { messageIds } from '../organisation/message-ids.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { systemUserId } from '../organisation/people.ts';
import { withChanges } from '../store/row.ts';
import type { Change } from '../store/store.ts';
import { checkVersion, type ImportMode } from './check-version.ts';
import type { ComponentRow } from './component-row.ts';
import { holdingSuffix, type Layer } from './layer.ts';
import { missingDependencies } from './missing-dependencies.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { StepPart } from './read-steps.ts';
import { removeComponents } from './remove-components.ts';
import { openSolution, type SolutionFile } from './solution-file.ts';
import { refuseDropped } from './uninstall-solution.ts';

export type Imported = {
  readonly solution: string;
  readonly version: string;
  readonly managed: boolean;
  readonly tables: readonly string[];
  readonly steps: number;
  readonly stepsEnabled: boolean;
  /** Parts of the zip that do nothing in this stand-in. */
  readonly kept: readonly string[];
  /** The layers as they are now. */
  readonly layers: readonly Layer[];
  /** Every row the import wrote or took away. */
  readonly changes: readonly Change[];
};

export type ImportOrder = { readonly zip: Uint8Array; readonly activateSteps: boolean; readonly mode: ImportMode };

/**
 * Imports a solution zip over the layers there are. With anything missing, or a version that does not fit, it throws 400 and nothing
 * has changed. Steps arrive disabled unless `activateSteps` (PublishWorkflows of ImportSolution, `--activate-plugins` of pac); an
 * address in the zip replaces the one here, a key that was set stays.
 */
export function importSolution(org: Organisation, layers: readonly Layer[], order: ImportOrder): Imported {
  const { zip, mode, activateSteps } = order;
  const file = openSolution(zip);
  checkVersion(org, file, mode);
  const plan = planImport(org, file);
  const missing = missingDependencies(org, file, plan);
  if (missing.length > 0) throw missingDependenciesError(file, missing);
  const name = mode === 'holding' ? `${file.uniqueName}${holdingSuffix}` : file.uniqueName;
  const layer = { solution: name, file, zip };
  const replaced = mode === 'upgrade' ? layers.filter(({ solution }) => solution === name) : [];
  const next = withLayer(layers, replaced, layer);
  if (replaced.length > 0) {
    refuseDropped(
      org,
      replaced,
      layers.filter((one) => !replaced.includes(one)),
      layer,
    );
  }
  const removed = replaced.length > 0 ? removeComponents(org, layers, next) : [];
  for (const table of planImport(org, file).tables) org.schema.put(table);
  const rows = [
    solutionRow(org, file, name),
    ...plan.rows,
    ...plan.steps.flatMap((step) => [stepRow(step, activateSteps), ...step.images]),
  ];
  const written = [...filterChanges(org, plan), ...rows.map((row) => toChange(org, file, row))];
  org.store.apply(written);
  return {
    solution: file.uniqueName,
    version: file.version,
    managed: file.managed,
    tables: plan.tables.map(({ name: table }) => table),
    steps: plan.steps.length,
    stepsEnabled: activateSteps,
    kept: plan.kept,
    layers: next,
    changes: [...removed, ...written],
  };
}

/** The new layer stands where the replaced ones stood, so that those which build on it stay above it. */
function withLayer(layers: readonly Layer[], replaced: readonly Layer[], layer: Layer): readonly Layer[] {
  const [first] = replaced;
  if (!first) return [...layers, layer];
  return layers.flatMap((one) => (one === first ? [layer] : replaced.includes(one) ? [] : [one]));
}

/** ImportSolutionMissingDependencies, in the words of the platform. */
export function missingDependenciesError({ uniqueName }: SolutionFile, missing: readonly string[]): DataverseError {
  return new DataverseError(
    400,
    '0x8004801d',
    `The following solution cannot be imported: ${uniqueName}. Some dependencies are missing. The missing dependencies are : <MissingDependencies>${missing.join('')}</MissingDependencies> , ProductUpdatesOnly : False`,
  );
}

function solutionRow(org: Organisation, file: SolutionFile, name: string): ComponentRow {
  return {
    table: 'solution',
    id: guidOf(`solution ${name}`),
    values: {
      uniquename: name,
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
