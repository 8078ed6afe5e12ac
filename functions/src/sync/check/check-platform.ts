import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';
import type { Settings } from '../../event/settings.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, red } from './line.ts';

const subscriptionShape = z.object({ assent_externalid: z.string().nullable().optional() });

/** Does the platform let us in, has it every property that is mapped, and do its list and our Subscription rows say the same? */
export async function checkPlatform(doors: CheckDoors, settings: Settings | undefined): Promise<readonly CheckLine[]> {
  try {
    const [listed, properties] = await Promise.all([doors.listed(), doors.properties()]);
    return [
      green('platform', `Its credentials work; it lists ${listed.length} subscriptions.`),
      ...propertyLine(settings, properties),
      await subscriptionLine(doors, listed),
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer';
    return [
      red(
        'platform',
        `It could not be asked: ${reason}.`,
        'Correct the app settings of the platform (SPOTLER_URL, SPOTLER_KEY, SPOTLER_SECRET).',
      ),
    ];
  }
}

function propertyLine(settings: Settings | undefined, properties: readonly string[]): readonly CheckLine[] {
  if (!settings) return [];
  const mapped = Object.values(settings.tables).flatMap((table) => table?.fields.map(({ property }) => property) ?? []);
  const missing = [...new Set(mapped)].filter((property) => !properties.includes(property));
  if (missing.length === 0) return [green('properties', 'The platform has every property that is mapped.')];
  return [
    amber(
      'properties',
      `The platform has no ${missing.join(', ')}.`,
      'Make the property on the platform, or take it out of the settings.',
    ),
  ];
}

async function subscriptionLine(
  { dataverse }: CheckDoors,
  listed: readonly { readonly externalId: string; readonly name: string }[],
): Promise<CheckLine> {
  const rows = z
    .array(subscriptionShape)
    .parse(await dataverse.query('assent_subscriptions?$select=assent_externalid&$filter=statecode eq 0'));
  const known = new Set(rows.map((row) => row.assent_externalid ?? ''));
  const missing = listed.filter(({ externalId }) => !known.has(externalId));
  const gone = [...known].filter((id) => !listed.some(({ externalId }) => externalId === id));
  if (missing.length === 0 && gone.length === 0)
    return green('subscriptions', `The ${known.size} of the CRM are those of the platform.`);
  const says = [
    ...missing.map(({ externalId, name }) => `${externalId} (${name}) is not in the CRM`),
    ...gone.map((id) => `${id} is not on the platform: nobody is mailed for it`),
  ];
  const repair = gone.length
    ? 'Order "refresh subscriptions"; deactivate the Subscription rows that the platform no longer has.'
    : 'Order "refresh subscriptions".';
  return amber('subscriptions', `${says.join('; ')}.`, repair);
}
