import { z } from 'zod';
import { compareSteps, type RegisteredStep, type WantedStep } from '../../../../plugin/src/compare-steps.ts';
import { readRegisteredSteps, registeredStepsQuery } from '../../../../plugin/src/registered-steps.ts';
import { steps, watchedColumns } from '../../../../plugin/src/steps.ts';
import type { CheckLine } from '../../event/check-result.ts';
import { recordTables } from '../../event/nudge.ts';
import type { Settings } from '../../event/settings.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, red } from './line.ts';

const endpointShape = z.object({
  serviceendpointid: z.string(),
  url: z.string().nullable().optional(),
  isauthvalueset: z.boolean().nullable().optional(),
});

const repair = 'Run the installer with --repair.';

/** The webhook, and each step that posts to it: registered once, switched on, listening to every mapped column. */
export async function checkSteps(
  { dataverse }: CheckDoors,
  settings: Settings | undefined,
  columnsOf: (table: string) => Promise<ReadonlySet<string>>,
): Promise<readonly CheckLine[]> {
  const [endpoint] = z
    .array(endpointShape)
    .parse(
      await dataverse.query(
        "serviceendpoints?$select=serviceendpointid,url,isauthvalueset&$filter=contract eq 8 and name eq 'Assent relay'",
      ),
    );
  if (!endpoint) return [red('webhook', 'The webhook "Assent relay" is not registered.', 'Run the installer.')];
  const registered = readRegisteredSteps(await dataverse.query(registeredStepsQuery(endpoint.serviceendpointid)));
  const wanted = await wantedSteps(settings, columnsOf);
  return [endpointLine(endpoint), ...stepLines(wanted, registered)];
}

/** That this order came at all shows that the address and the key are right. */
function endpointLine({ url, isauthvalueset }: z.infer<typeof endpointShape>): CheckLine {
  if (isauthvalueset === false) return red('webhook', 'The webhook has no key.', repair);
  return green('webhook', `This order came through it: ${url ?? 'address unknown'}.`);
}

/** Those whose table is here: an organisation without Sales has no lead. Columns that are gone are another check's. */
async function wantedSteps(
  settings: Settings | undefined,
  columnsOf: (table: string) => Promise<ReadonlySet<string>>,
): Promise<readonly WantedStep[]> {
  const wanted: WantedStep[] = [{ table: 'none', message: 'assent_SyncRecord', filteringColumns: [] }];
  for (const step of steps) {
    const record = recordTables.find((table) => table === step.table);
    if (record === undefined || step.message !== 'Update') {
      if (record !== 'lead' || (await columnsOf('lead')).size > 0) wanted.push(step);
      continue;
    }
    const known = await columnsOf(record);
    const watched = settings ? watchedColumns(settings, record) : step.filteringColumns;
    if (known.size > 0) wanted.push({ ...step, filteringColumns: watched.filter((column) => known.has(column)) });
  }
  return wanted;
}

function stepLines(wanted: readonly WantedStep[], registered: readonly RegisteredStep[]): readonly CheckLine[] {
  const tables = [...new Set(wanted.map(({ table }) => table))];
  return tables.map((table) => {
    const check = `steps of ${table === 'none' ? 'assent_SyncRecord' : table}`;
    const mine = wanted.filter((step) => step.table === table);
    const problems = compareSteps(mine, registered).filter(({ kind }) => kind !== 'wide');
    if (problems.length === 0) return green(check, `${mine.length} registered once and switched on.`);
    const says = `${problems.map((problem) => problem.says).join('; ')}.`;
    // Twice is only twice the work; what is not heard is lost.
    return problems.every(({ kind }) => kind === 'twice') ? amber(check, says, repair) : red(check, says, repair);
  });
}
