import { dig, listOf, textOf } from '../dig.ts';
import type { Dynamics } from '../dynamics.ts';
import type { Channel } from './hints.ts';

/** A permission row that says yes. */
export type Given = { readonly name: string; readonly channel: Channel; readonly withdrawn: boolean };

/** What the CRM knows of a record's standing on the platform; the relay writes it. */
export type Standing = {
  readonly isActive: boolean;
  readonly withheld: string | undefined;
  readonly bounce: 'none' | 'soft' | 'hard';
  readonly globalOptOut: boolean;
  readonly given: readonly Given[];
};

const bounces = new Map<unknown, Standing['bounce']>([
  [1, 'soft'],
  [2, 'hard'],
]);

/** Reads the columns that the relay writes for display, and the record's permission rows. Fails as the Web API does. */
export async function readStanding(dynamics: Pick<Dynamics, 'read'>, table: string, id: string): Promise<Standing> {
  const rows = `assent_${table}_permissions`;
  const columns = 'assent_granted,assent_channel,assent_source,_assent_subscriptionid_value,statecode';
  const row = await dynamics.read(
    table,
    id,
    `?$select=statecode,assent_withheld,assent_bounce,assent_globaloptout&$expand=${rows}($select=${columns})`,
  );
  return {
    isActive: row.statecode === 0,
    withheld: textOf(row.assent_withheld),
    bounce: bounces.get(row.assent_bounce) ?? 'none',
    globalOptOut: row.assent_globaloptout === true,
    given: listOf(row[rows]).flatMap(readGiven),
  };
}

function readGiven(row: unknown): readonly Given[] {
  if (dig(row, 'assent_granted') !== true || dig(row, 'statecode') === 1) return [];
  const name = textOf(dig(row, '_assent_subscriptionid_value@OData.Community.Display.V1.FormattedValue')) ?? '?';
  const channel = dig(row, 'assent_channel') === 2 ? 'sms' : 'email';
  return [{ name, channel, withdrawn: dig(row, 'assent_source') === 'recipient' }];
}
