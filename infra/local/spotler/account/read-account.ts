import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** `GET /contact/properties/list` of the specification names exactly these types. */
const types = [
  'birthdate',
  'date',
  'dateTime',
  'email',
  'gender',
  'int',
  'mobNr',
  'money',
  'postcode',
  'set',
  'string',
] as const;

const entry = z.object({ bit: z.int().positive(), description: z.string(), rank: z.int() });

const property = z.object({
  name: z.string().min(1),
  description: z.string(),
  type: z.enum(types),
  entries: z.array(entry).default([]),
  /** Fields that are not visible are neither listed nor writable (help centre, "Database fields"). */
  visible: z.boolean().default(true),
});

const consumer = z.object({
  key: z.string().min(1),
  secret: z.string().min(1),
  /** Every key has its own field for external ids, so that one system cannot write another's contacts (help centre). */
  externalIdField: z.string().min(1).default('externalId'),
});

const form = z.object({
  id: z.int().positive(),
  name: z.string(),
  formSubType: z.enum(['normal', 'subscribe', 'unSubscribe', 'editProfile']),
  formState: z.enum(['draft', 'proof', 'final']),
  bits: z.array(z.int()).default([]),
});

const named = z.object({ encryptedId: z.string().min(1), name: z.string() });
const campaign = named.extend({ active: z.boolean(), triggers: z.array(named), mailing: named.exactOptional() });

const automation = z.object({
  triggerCode: z.string().min(1),
  automationId: z.string().min(1),
  name: z.string(),
  active: z.boolean(),
  /** How often one contact may take part. */
  participationLimit: z.int().positive().exactOptional(),
});

const account = z.object({
  name: z.string(),
  /** Audiences are for Automation and eCommerce only. */
  tier: z.enum(['Professional', 'Automation', 'eCommerce']),
  consumers: z.array(consumer).min(1),
  properties: z.array(property),
  /** "Too many temporary lists" and "Maximum of audiences exceeded": no number is published. */
  maxTemporaryLists: z.int().positive().default(100),
  maxAudiences: z.int().positive().default(100),
  forms: z.array(form).default([]),
  campaigns: z.array(campaign).default([]),
  automations: z.array(automation).default([]),
});

export type Account = Readonly<z.infer<typeof account>>;
export type Property = Readonly<z.infer<typeof property>>;
export type Consumer = Readonly<z.infer<typeof consumer>>;
export type Form = Readonly<z.infer<typeof form>>;
export type Campaign = Readonly<z.infer<typeof campaign>>;

/** Reads the definition of an account. Throws with every problem of the file in one message. */
export function readAccount(file: string | URL): Account {
  const parsed = account.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new Error(`The account definition ${file} is not right:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
