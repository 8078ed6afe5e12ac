import { z } from 'zod';

const change = z.object({
  atMs: z.number(),
  by: z.enum(['API', 'recipient', 'marketer', 'mail server']),
  /** What happened, such as the API call or "Unsubscribed". */
  what: z.string(),
  /** What became of it, such as "Newsletter: on → off". */
  changes: z.array(z.string()).readonly(),
});

const bits = z.record(z.string(), z.boolean()).readonly();

export const contactSchema = z
  .object({
    /** Running number; `encryptedId` follows from it. */
    number: z.int(),
    /** Absent for somebody who signed up through a form. */
    externalId: z.string().exactOptional(),
    /** The field in which `externalId` stands: each API key has its own (help centre, "REST API"). */
    externalIdField: z.string(),
    createdMs: z.number(),
    /** Whole seconds, like a database column without fractions: many contacts share one. */
    lastChangedMs: z.number(),
    testGroup: z.boolean(),
    /** All properties but the sets, as they were sent. */
    values: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
    /** Per property of type set: bit → on. */
    bits: z.record(z.string(), bits).readonly(),
    state: z.enum(['active', 'inactive', 'anonymized']),
    /** Why it is not active. */
    stateReason: z.enum(['globalOptOut', 'complaint', 'optedOutByMarketer', 'inactivated']).exactOptional(),
    /** Set while the address cannot be mailed: a hard bounce, or the fourth soft bounce in a row. */
    bounced: z.enum(['HARDBOUNCE', 'SOFTBOUNCE']).exactOptional(),
    /** Soft bounces in a row. */
    softBounces: z.int(),
    /** What changed it, oldest first; only the last `maxHistory`. */
    history: z.array(change).readonly(),
  })
  .readonly();

/** One contact as it is stored. Never changed in place: a change makes a new one (see `contact-store.ts`). */
export type Contact = z.infer<typeof contactSchema>;
export type Bits = z.infer<typeof bits>;
export type Change = Readonly<z.infer<typeof change>>;

/** The property that holds the permissions on every account (specification, Contact). */
export const permissionsProperty = 'permissions';

/** Enough for a page; a million contacts must fit into memory. */
const maxHistory = 30;

export function withChange(contact: Contact, change: Change): Contact {
  return { ...contact, history: [...contact.history, change].slice(-maxHistory) };
}
