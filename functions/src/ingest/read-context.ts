import { z } from 'zod';

/**
 * The few things that we take from a RemoteExecutionContext (Microsoft: "Use webhooks to create external handlers"). Everything in
 * it is optional: over 256 KB Dataverse leaves out parameters and images, and versions differ in the rest.
 */
export type WebhookContext = {
  /** Absent = unreadable; the record is nudged all the same. */
  readonly organizationId?: string;
  readonly table: string;
  readonly id: string;
  readonly message: string;
  readonly operationId?: string;
  readonly correlationId?: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Attributes of the pre image named `before`. */
  readonly before: Readonly<Record<string, unknown>>;
};

const pair = z.object({ key: z.string(), value: z.unknown() });
const pairs = z.array(pair).catch([]);
const entity = z.object({
  Attributes: pairs.optional(),
  Id: z.unknown().optional(),
  LogicalName: z.unknown().optional(),
});
const text = z.string().optional().catch(undefined);

const contextShape = z.object({
  OrganizationId: text,
  PrimaryEntityName: z.string(),
  PrimaryEntityId: z.string(),
  MessageName: z.string().catch('unknown'),
  OperationId: text,
  CorrelationId: text,
  InputParameters: pairs.optional(),
  PreEntityImages: z
    .array(z.object({ key: z.string(), value: entity.catch({}) }))
    .optional()
    .catch(undefined),
});

/** Undefined where not even the table and id of a record can be found in the body. */
export function readContext(body: string): WebhookContext | undefined {
  const parsed = contextShape.safeParse(parseJson(body));
  if (!parsed.success) return readBroken(body);
  const { data } = parsed;
  const id = normalizeId(data.PrimaryEntityId);
  if (id === undefined) return undefined;
  const before = data.PreEntityImages?.find(({ key }) => key === 'before')?.value.Attributes ?? [];
  return {
    ...defined({
      organizationId: normalizeId(data.OrganizationId),
      operationId: normalizeId(data.OperationId),
      correlationId: normalizeId(data.CorrelationId),
    }),
    table: data.PrimaryEntityName.toLowerCase(),
    id,
    message: data.MessageName,
    input: toRecord(data.InputParameters ?? []),
    before: toRecord(before),
  };
}

/** Attributes of an Entity as a webhook body has it: an array of `{key, value}`. */
export function attributesOf(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = entity.safeParse(value);
  return parsed.success ? toRecord(parsed.data.Attributes ?? []) : {};
}

/** The id in an EntityReference, a Guid or a plain string; undefined for anything else. */
export function referenceId(value: unknown): string | undefined {
  if (typeof value === 'string') return normalizeId(value);
  const parsed = entity.safeParse(value);
  return parsed.success && typeof parsed.data.Id === 'string' ? normalizeId(parsed.data.Id) : undefined;
}

/** Ids arrive in four spellings (braces, capitals): lower case without braces is ours. Undefined where it is no id. */
export function normalizeId(value: string | undefined): string | undefined {
  const id = value
    ?.trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
  return id && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id) ? id : undefined;
}

/** A body cut off or garbled on the way still names its record somewhere: then it is a nudge. */
function readBroken(body: string): WebhookContext | undefined {
  const findAll = (name: string) =>
    [...body.matchAll(new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,100})"`, 'g'))].map(([, value]) => value);
  const find = (name: string) => findAll(name)[0];
  const tables = findAll('PrimaryEntityName');
  const ids = findAll('PrimaryEntityId');
  // Members come in alphabetical order: the ParentContext with its own record stands before ours. A body may end between the two.
  const last = Math.min(tables.length, ids.length) - 1;
  const table = tables[last]?.toLowerCase();
  const id = normalizeId(ids[last]);
  if (table === undefined || id === undefined) return undefined;
  return {
    ...defined({
      organizationId: normalizeId(find('OrganizationId')),
      correlationId: normalizeId(find('CorrelationId')),
    }),
    table,
    id,
    message: find('MessageName') ?? 'unknown',
    input: {},
    before: {},
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON is an expected answer here: the caller looks for a record in the text.
    return undefined;
  }
}

function toRecord(
  list: readonly { readonly key: string; readonly value?: unknown }[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

function defined<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> };
function defined(all: object): object {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
