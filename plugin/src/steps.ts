import { defaultSettings } from '../../functions/src/event/default-settings.ts';
import { columnsOf, type Settings } from '../../functions/src/event/settings.ts';

/** A webhook step: Dataverse posts to the relay when `message` happens on `table`. */
export type Step = {
  readonly solution: 'core' | 'sales';
  readonly table: string;
  readonly message: 'Create' | 'Update' | 'Delete' | 'SetState' | 'SetStateDynamicEntity' | 'Merge';
  /** Only for Update: the step fires when one of these is in the request. Empty = always. */
  readonly filteringColumns: readonly string[];
  /** A pre image of the whole row: only where a row that is gone or unticked must still name its record. */
  readonly preImage: boolean;
};

/** Besides the mapped columns: who is active, who was merged away, whose the record is. */
const alwaysWatched = ['statecode', 'statuscode'];

/** THE list of webhook steps. All asynchronous, after the transaction, so that no save ever waits for us. */
export const steps: readonly Step[] = [
  ...recordSteps('core', 'contact'),
  ...recordSteps('core', 'account'),
  ...recordSteps('sales', 'lead'),
  ...ownTableSteps('assent_permission', [], true),
  // The heartbeat does not write the document, so it wakes nobody.
  ...ownTableSteps('assent_configuration', ['assent_document'], false),
  ...ownTableSteps('assent_job', [], false),
];

/** The columns that the Update step of a record's table listens to under these settings. */
export function watchedColumns(settings: Settings, table: 'contact' | 'lead' | 'account'): readonly string[] {
  const mapped = settings.tables[table];
  return [...new Set([...(mapped ? columnsOf(mapped) : []), ...alwaysWatched])].sort();
}

function recordSteps(solution: Step['solution'], table: 'contact' | 'lead' | 'account'): readonly Step[] {
  const step = (message: Step['message'], filteringColumns: readonly string[] = []): Step => ({
    solution,
    table,
    message,
    filteringColumns,
    preImage: false,
  });
  return [
    step('Create'),
    step('Update', watchedColumns(defaultSettings, table)),
    step('Delete'),
    // Modern callers send Update; old ones still send these two.
    step('SetState'),
    step('SetStateDynamicEntity'),
    step('Merge'),
  ];
}

function ownTableSteps(table: string, filteringColumns: readonly string[], preImage: boolean): readonly Step[] {
  return [
    { solution: 'core', table, message: 'Create', filteringColumns: [], preImage: false },
    { solution: 'core', table, message: 'Update', filteringColumns, preImage },
    { solution: 'core', table, message: 'Delete', filteringColumns: [], preImage },
  ];
}
