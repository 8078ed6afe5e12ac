import type { Settings } from '../../../functions/src/event/settings.ts';
import {
  compareSteps,
  type RegisteredStep,
  type StepProblem,
  type WantedStep,
} from '../../../plugin/src/compare-steps.ts';
import { readRegisteredSteps, registeredStepsQuery } from '../../../plugin/src/registered-steps.ts';
import { type Step, steps, watchedColumns } from '../../../plugin/src/steps.ts';
import { guid } from '../../format/guid.ts';
import { endpointId, stepId } from '../../format/step-xml.ts';
import type { WebApi } from '../../web-api.ts';
import type { Difference, Part } from '../part.ts';
import { storedSettings } from '../stored-settings.ts';
import { registerStep } from './register-step.ts';

/** The message of a Custom API is made at import, with an id of its own: its step cannot be in a zip. */
const syncRecord: WantedStep = { table: 'none', message: 'assent_SyncRecord', filteringColumns: [] };

/**
 * The webhook steps: each registered once, switched on, listening to the mapped columns. An import leaves steps off unless it was
 * told to activate them, and sets the columns back.
 */
export function stepsPart(api: WebApi): Part {
  return {
    name: 'steps',
    differences: async () => {
      const [wanted, registered] = await Promise.all([wantedSteps(api), registeredSteps(api)]);
      return compareSteps(wanted, registered).map((problem) => toDifference(api, problem));
    },
  };
}

/** The steps of the solutions that are here, as the stored settings want them. */
async function wantedSteps(api: WebApi): Promise<readonly WantedStep[]> {
  const rows = await api.query('solutions?$select=uniquename');
  const here = new Set(rows.map((row) => row.uniquename));
  const stored = await storedSettings(api);
  const settings = stored && !('problems' in stored) ? stored : undefined;
  const mine = steps.filter(({ solution }) => here.has(`assent_${solution}`));
  return [...(await Promise.all(mine.map((step) => withColumns(api, step, settings)))), syncRecord];
}

/** A column that is mapped but gone would make Dataverse refuse the filter; the self-check names it. */
async function withColumns(api: WebApi, step: Step, settings: Settings | undefined): Promise<WantedStep> {
  const { table, message } = step;
  if (message !== 'Update' || !settings || (table !== 'contact' && table !== 'account' && table !== 'lead'))
    return step;
  const attributes = await api.query(`EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName`);
  const known = new Set(attributes.map((attribute) => attribute.LogicalName));
  return { ...step, filteringColumns: watchedColumns(settings, table).filter((column) => known.has(column)) };
}

/** Ours first: where a step is there twice, the one that somebody registered by hand is switched off. */
async function registeredSteps(api: WebApi): Promise<readonly RegisteredStep[]> {
  const registered = readRegisteredSteps(await api.query(registeredStepsQuery(endpointId)));
  const ours = new Set([...steps.map(stepId), guid('step assent_SyncRecord')]);
  return [...registered.filter(({ id }) => ours.has(id)), ...registered.filter(({ id }) => !ours.has(id))];
}

function toDifference(api: WebApi, problem: StepProblem): Difference {
  const { step, kind, says, ids } = problem;
  const patchAll = async (columns: Readonly<Record<string, unknown>>) => {
    for (const id of ids) await api.patch(`sdkmessageprocessingsteps(${id})`, columns);
  };
  const on = { statecode: 0, statuscode: 1 };
  const filter = { filteringattributes: step.filteringColumns.join(',') };
  switch (kind) {
    case 'missing':
      return { says: `${says}: registered`, apply: () => registerStep(api, step) };
    case 'off':
      return {
        says: `${says}: switched on`,
        apply: () => patchAll(step.message === 'Update' ? { ...on, ...filter } : on),
      };
    case 'twice':
      return { says: `${says}: switched off but one`, apply: () => patchAll({ statecode: 1, statuscode: 2 }) };
    case 'narrow':
    case 'wide':
      return { says: `${says}: corrected`, apply: () => patchAll(filter) };
  }
}
