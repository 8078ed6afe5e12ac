import { z } from 'zod';
import { permissionKey } from './permission.ts';
import { withdrawal } from './withdrawal.ts';

/** A column of a Dataverse table, by logical name. */
const column = z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'a logical name: lower case letters, digits and _');
const property = z.string().min(1).max(100);
const something = z.union([z.string(), z.number(), z.boolean()]);
const scalar = z.union([something, z.null()]);

const field = z.strictObject({
  column,
  /** The platform's property. */
  property,
  /** For choices: option value → what the platform is told. An option that is not listed is sent as empty. */
  values: z.record(z.string(), z.string()).optional(),
});

const condition = z
  .strictObject({
    column,
    operator: z.enum(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'contains', 'startswith', 'null', 'notnull', 'in']),
    /** `today` and `now` are the clock's: for date columns, with `gt`, `ge`, `lt`, `le`. */
    value: z.union([scalar, z.array(scalar)]).optional(),
  })
  .refine(usesClockRightly, '`today` and `now`, in lower case, compare a date column by gt, ge, lt or le')
  .refine(hasItsValue, 'give the value that the operator needs: a list for `in`, one value for the others');

const consent = z.strictObject({
  column,
  permission: permissionKey,
  /** The values of the column that mean yes. Any other value says nothing; an empty column never means yes. */
  yes: z.array(something).min(1),
  /** A date column: the consent says nothing any more when that day is over. Empty = it does not end. */
  until: column.optional(),
});

/** Mapped by themselves: the address by `address`, permissions by permission rows and `consents`. */
const reserved = ['email', 'permissions', 'externalId'];

const fields = z.array(field).check((given) => {
  given.value.forEach(({ property: name }, index) => {
    const first = given.value.findIndex(({ property: other }) => other === name);
    const message = reserved.includes(name)
      ? `${name} is mapped by itself: take this field out`
      : first < index
        ? `${name} is mapped already, by field ${first}: keep one of the two`
        : undefined;
    if (message) given.issues.push({ code: 'custom', message, input: name, path: [index, 'property'] });
  });
});

const table = z.strictObject({
  /** Where the address of each channel stands. */
  address: z.strictObject({ email: column, sms: column.optional() }),
  fields,
  /** All must hold. */
  conditions: z.array(condition).default([]),
  consents: z.array(consent).default([]),
  /** Columns that, when true, make every permission of the channel a no. */
  stop: z.strictObject({ email: z.array(column), sms: z.array(column) }).default({ email: [], sms: [] }),
  /** What becomes of a contact that may hold no permission any more; absent = its permissions are off, and no more. */
  withdrawal: withdrawal.optional(),
});

/** Only leads are qualified. */
const unqualified = table.refine(({ withdrawal: given }) => given?.qualified === undefined, {
  message: 'only leads are qualified: take it out',
  path: ['withdrawal', 'qualified'],
});

/** The settings document: what the console edits and the relay obeys. Secrets are never in it. */
export const settings = z.strictObject({
  version: z.literal(1),
  connections: z
    .array(z.strictObject({ alias: z.string().regex(/^[a-z0-9-]{1,20}$/), platform: z.enum(['spotler']) }))
    .min(1, 'name at least one connection')
    // More than one is planned for; until then a second one would be ignored without a word.
    .max(1, 'one connection is what this version takes: take the others out'),
  /** By permission. `firstContact`: who decides where a contact is off on the platform when it is first seen. */
  subscriptions: z
    .record(permissionKey, z.strictObject({ firstContact: z.enum(['withdrawn', 'crm']).optional() }))
    .optional(),
  tables: z.strictObject({ contact: unqualified.optional(), lead: table.optional(), account: unqualified.optional() }),
});

export type Settings = z.infer<typeof settings>;
export type TableSettings = z.infer<typeof table>;
export type FieldMapping = z.infer<typeof field>;
export type Condition = z.infer<typeof condition>;
export type Consent = z.infer<typeof consent>;

/** Every column that a look at this table reads, and that the Update step therefore has to listen to. */
export function columnsOf(settings: TableSettings): readonly string[] {
  const columns = [
    settings.address.email,
    ...(settings.address.sms ? [settings.address.sms] : []),
    ...settings.fields.map((each) => each.column),
    ...settings.conditions.map((each) => each.column),
    ...settings.consents.flatMap((each) => [each.column, ...(each.until ? [each.until] : [])]),
    ...settings.stop.email,
    ...settings.stop.sms,
  ];
  return [...new Set(columns)].sort();
}

/** Without its value a condition would hold for nobody, or for everybody: both are too much for a slip of the pen. */
function hasItsValue({ operator, value }: { readonly operator: string; readonly value?: unknown }): boolean {
  if (operator === 'null' || operator === 'notnull') return true;
  if (operator === 'in') return Array.isArray(value) && value.length > 0;
  if (operator === 'eq' || operator === 'ne') return value !== undefined && !Array.isArray(value);
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Does the answer of a condition change by itself? */
export function isByClock({ operator, value }: { readonly operator: string; readonly value?: unknown }): boolean {
  return (value === 'today' || value === 'now') && ordering.has(operator);
}

const ordering: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le']);

/** Any other spelling or operator would compare with the word itself, without anybody noticing. */
function usesClockRightly({ operator, value }: { readonly operator: string; readonly value?: unknown }): boolean {
  const values = Array.isArray(value) ? value : [value];
  const named = values.some((each) => typeof each === 'string' && /^(today|now)$/i.test(each.trim()));
  return !named || operator === 'contains' || operator === 'startswith' || isByClock({ operator, value });
}

/** Every problem of a document in words: the path, what is wrong there. Empty = the document is good. */
export function problemsOf(document: unknown): readonly string[] {
  const parsed = settings.safeParse(document);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
}

/** A stored document as text: the settings, or every problem that it has. */
export function readSettingsText(text: string): Settings | { readonly problems: readonly string[] } {
  const document = parseJson(text);
  const parsed = settings.safeParse(document);
  return parsed.success ? parsed.data : { problems: problemsOf(document) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is one more problem of the document, and is said as one.
    return undefined;
  }
}
