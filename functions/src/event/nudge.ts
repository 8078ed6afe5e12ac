import { z } from 'zod';
import { channelOf, type PermissionKey, permissionKey } from './permission.ts';

/** What a webhook may be about: the records we keep in step. */
export const recordTables = ['contact', 'lead', 'account'] as const;
export type RecordTable = (typeof recordTables)[number];

/** A permission row whose record is not in the webhook is nudged itself; the relay finds its record. */
export const nudgeTables = [...recordTables, 'assent_permission'] as const;
export type NudgeTable = (typeof nudgeTables)[number];

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'an id in lower case, no braces');

/**
 * "Look at this record." Nothing else in it is believed: who reads the row later knows more. `withdrawal` only makes an off
 * faster, `again` asks for a look even where nothing changed.
 */
export const nudge = z.object({
  table: z.enum(nudgeTables),
  id: guid,
  message: z.string().max(100),
  operationId: z.string().max(100).optional(),
  correlationId: z.string().max(100).optional(),
  /** `all`, or permission keys and channels that the event says are off. */
  withdrawal: z
    .union([z.literal('all'), z.array(z.union([permissionKey, z.enum(['email', 'sms'])])).max(200)])
    .optional(),
  again: z.literal(true).optional(),
  /** The connections that are left to do; absent = all. */
  connections: z.array(z.string().max(20)).optional(),
  run: z.string().max(100).optional(),
});
export type Nudge = z.infer<typeof nudge>;

/** One message on `crm-events`: nudges of one partition. The envelope has no name that the Functions host copies over its own. */
export type Bundle = { readonly v: 1; readonly attempt?: number; readonly nudges: readonly Nudge[] };

/** At most this many nudges in one bundle: the largest batch that Dataverse and the platforms take in one call. */
export const maxNudges = 100;

/** Does the event itself say that this permission is off? */
export function isWithdrawn(key: PermissionKey, { withdrawal }: Nudge): boolean {
  if (withdrawal === undefined) return false;
  return withdrawal === 'all' || withdrawal.includes(key) || withdrawal.includes(channelOf(key));
}
