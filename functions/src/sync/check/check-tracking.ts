import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';
import type { CheckDoors } from './doors.ts';
import { green, red } from './line.ts';

/** Tables whose changes are read back when a webhook was lost. */
const tracked = ['contact', 'account', 'lead', 'assent_permission', 'assent_subscription', 'assent_configuration'];

const definitionShape = z.object({ LogicalName: z.string(), ChangeTrackingEnabled: z.boolean() });

/** Is change tracking on? Without it a lost webhook is noticed only by a full sync. */
export async function checkTracking({ dataverse }: CheckDoors): Promise<readonly CheckLine[]> {
  const names = tracked.map((name) => `LogicalName eq '${name}'`).join(' or ');
  const rows = await dataverse.query(`EntityDefinitions?$select=LogicalName,ChangeTrackingEnabled&$filter=${names}`);
  const definitions = z.array(definitionShape).parse(rows);
  const off = definitions.filter((each) => !each.ChangeTrackingEnabled).map(({ LogicalName: name }) => name);
  if (off.length === 0) return [green('change tracking', `On for ${definitions.length} tables.`)];
  return [
    red(
      'change tracking',
      `Off for ${off.join(', ')}: a lost webhook of theirs would not be noticed.`,
      'Switch on "Track changes" in the properties of these tables.',
    ),
  ];
}
