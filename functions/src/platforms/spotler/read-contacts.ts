import { z } from 'zod';
import { toPermissionKey } from '../../event/permission.ts';
import type { PlatformBounce, PlatformContact } from '../../event/platform-contact.ts';
import { fromPlatformDate } from './dates.ts';
import { parseJson } from './parse-json.ts';

const bitsShape = z.array(z.object({ bit: z.number(), enabled: z.boolean() }));
const contactShape = z.object({
  externalId: z.string().nullish(),
  encryptedId: z.string(),
  lastChanged: z.union([z.number(), z.string()]),
  properties: z.looseObject({ email: z.string().nullish(), permissions: bitsShape.nullish() }),
  channels: z.array(z.object({ name: z.string(), value: z.boolean() })).nullish(),
});
const bounceShape = z.object({
  date: z.union([z.number(), z.string()]),
  type: z.string(),
  contact: contactShape.nullish(),
});

export type Dated<Value> = { readonly value: Value; readonly dateMs: number; readonly id: string };

/**
 * The elements of a list call: a bare array (`/integrationservice-1.1.0`), or under its name beside `paging` (`/integrationservice`).
 * Throws where the answer is neither, or where an element cannot be read: to leave out a contact is to leave out an opt-out.
 */
export function readContacts(body: string): readonly Dated<PlatformContact>[] {
  return listOf(body, 'contacts').map((item) => toContact(parse(contactShape, item)));
}

export function readBounces(body: string): readonly Dated<PlatformBounce>[] {
  return listOf(body, 'bounces').map((item) => {
    const { date, type, contact } = parse(bounceShape, item);
    const bounced = contact ? toContact(contact).value : undefined;
    const dateMs = dateOf(date);
    const value = { kind: kindOf(type), at: dateMs, contact: bounced };
    return { value, dateMs, id: `${bounced?.platformId} ${dateMs} ${type}` };
  });
}

function listOf(body: string, name: string): readonly unknown[] {
  const answer = z.union([z.array(z.unknown()), z.looseObject({ [name]: z.array(z.unknown()) })]);
  const parsed = parse(answer, parseJson(body));
  return Array.isArray(parsed) ? parsed : parse(z.array(z.unknown()), parsed[name]);
}

/** Without the parser's own error, which may quote a person. */
function parse<Value>(shape: z.ZodType<Value>, value: unknown): Value {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`a list could not be read: ${parsed.error.issues[0]?.path.join('.') || 'it is none'}`);
}

function toContact(contact: z.infer<typeof contactShape>): Dated<PlatformContact> {
  const { properties, channels, encryptedId, lastChanged } = contact;
  const bits = properties.permissions ?? [];
  const email = properties.email ?? undefined;
  const channel = channels?.find(({ name }) => name.toUpperCase() === 'EMAIL');
  return {
    id: encryptedId,
    dateMs: dateOf(lastChanged),
    value: {
      platformId: encryptedId,
      externalId: contact.externalId ?? undefined,
      email,
      permissions: Object.fromEntries(bits.map(({ bit, enabled }) => [toPermissionKey(String(bit), 'email'), enabled])),
      // Without channels in the answer nothing is known against it.
      mailable: channel?.value ?? true,
      changed: String(lastChanged),
    },
  };
}

function dateOf(date: number | string): number {
  const ms = fromPlatformDate(date);
  if (ms === undefined) throw new Error('a list could not be read: a date in it is none');
  return ms;
}

function kindOf(type: string): PlatformBounce['kind'] {
  if (/hard/i.test(type)) return 'hard';
  return /soft/i.test(type) ? 'soft' : 'other';
}
