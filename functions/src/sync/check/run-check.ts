import { z } from 'zod';
import { type CheckLine, type CheckResult, worstOf } from '../../event/check-result.ts';
import { recordTables } from '../../event/nudge.ts';
import type { Settings } from '../../event/settings.ts';
import { type ColumnFacts, checkColumns } from './check-columns.ts';
import { checkApplicationUser, checkClock, checkDataverseVersion, checkOrganisation } from './check-organisation.ts';
import { checkPlatform } from './check-platform.ts';
import { checkPrivileges } from './check-privileges.ts';
import { checkQueues } from './check-queues.ts';
import { checkSolutions } from './check-solutions.ts';
import { checkSteps } from './check-steps.ts';
import { checkTracking } from './check-tracking.ts';
import type { CheckDoors } from './doors.ts';
import { green, guarded, red } from './line.ts';

const attributeShape = z.object({
  LogicalName: z.string(),
  AttributeType: z.string(),
  IsSecured: z.boolean().nullable().optional(),
  IsCustomAttribute: z.boolean().nullable().optional(),
});

/**
 * The order `check`: is everything there that the relay rests on? Reads only. All looks run side by side, and one that fails is a
 * line of its own. That the order came at all has shown the webhook, its key, the step of Job and the bus.
 */
export async function runCheck(doors: CheckDoors): Promise<CheckResult> {
  const document = await readSettings(doors);
  const settings = document.settings;
  const columns = remembered((table) => readColumns(doors, table));
  const namesOf = async (table: string) => new Set((await columns(table)).keys());
  const hasLead = async () => (await columns('lead')).size > 0;
  const lines = await Promise.all([
    guarded('organisation', () => checkOrganisation(doors)),
    guarded('dataverse', () => checkDataverseVersion(doors)),
    guarded('solutions', () => checkSolutions(doors)),
    guarded('webhook', () => checkSteps(doors, settings, namesOf)),
    guarded('application user', () => checkApplicationUser(doors)),
    guarded('privileges', async () => checkPrivileges(doors, await hasLead())),
    guarded('change tracking', () => checkTracking(doors)),
    document.lines,
    ...(settings
      ? recordTables.map((table) =>
          guarded(`columns of ${table}`, async () => checkColumns(doors, table, settings, await columns(table))),
        )
      : []),
    checkPlatform(doors, settings),
    guarded('clock', () => checkClock(doors)),
    guarded('queues', () => checkQueues(doors)),
  ]);
  return { version: doors.version, state: worstOf(lines.flat()), lines: lines.flat() };
}

async function readSettings(
  doors: CheckDoors,
): Promise<{ readonly settings: Settings | undefined; readonly lines: readonly CheckLine[] }> {
  try {
    const stored = await doors.settings();
    if (stored && 'problems' in stored) {
      const repair =
        'Correct the document in the row "settings" of Configuration; until then the last good one counts.';
      return { settings: undefined, lines: [red('settings', `${stored.problems.join('; ')}.`, repair)] };
    }
    if (stored) return { settings: stored, lines: [green('settings', 'The document is right.')] };
    const repair = 'Run the installer with --repair: it makes the default document.';
    return { settings: undefined, lines: [red('settings', 'There is no settings document.', repair)] };
  } catch (error) {
    const lines = await guarded('settings', () => Promise.reject(error));
    return { settings: undefined, lines };
  }
}

/** Empty where the table is not in the organisation. */
async function readColumns(doors: CheckDoors, table: string): Promise<ReadonlyMap<string, ColumnFacts>> {
  const there = await doors.dataverse.query(`EntityDefinitions?$select=LogicalName&$filter=LogicalName eq '${table}'`);
  if (there.length === 0) return new Map();
  const path = `EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName,AttributeType,IsSecured,IsCustomAttribute`;
  const attributes = z.array(attributeShape).parse(await doors.dataverse.query(path));
  return new Map(
    attributes.map(({ LogicalName: name, AttributeType: type, IsSecured: isSecured, IsCustomAttribute: isCustom }) => [
      name,
      {
        isSecured: isSecured ?? false,
        isCustom: isCustom ?? false,
        isLookup: ['Lookup', 'Customer', 'Owner'].includes(type),
        isDate: type === 'DateTime',
        isConsentLike: ['Boolean', 'Picklist'].includes(type),
      },
    ]),
  );
}

/** Each table's columns are asked for once, by whichever check comes first. */
function remembered<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
