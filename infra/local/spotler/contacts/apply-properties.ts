import { z } from 'zod';
import type { Property } from '../account/read-account.ts';
import { valueProblem } from './check-value.ts';
import type { Bits, Contact } from './contact.ts';

/** What a write may carry (specification, Contact). Read-only fields and `channels` may be there; they are not looked at. */
export type Write = {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly testGroup: boolean | undefined;
  /** Clear what the request does not name. */
  readonly purge: boolean;
};

export type Applied =
  | { readonly kind: 'ok'; readonly values: Contact['values']; readonly bits: Contact['bits'] }
  | { readonly kind: 'invalid'; readonly property: string; readonly message: string };

type Parts = { readonly values: Contact['values']; readonly bits: Contact['bits'] };

const setValue = z.array(z.object({ bit: z.coerce.number().pipe(z.int()), enabled: z.boolean() }));
const plainValue = z.union([z.string(), z.number(), z.boolean().transform(String), z.null()]);

/**
 * Merges the properties of a write into those of a contact: named ones change, the rest stays (or goes, with `purge`); sets change
 * bit by bit. All or nothing: the first property that is unknown or does not fit refuses the whole write.
 */
export function applyProperties(before: Parts, write: Write, properties: readonly Property[]): Applied {
  // Copies that are filled here: a new object for every property would cost most of the time of a batch.
  const values: Record<string, string | number> = write.purge ? {} : { ...before.values };
  const bits: Record<string, Bits> = write.purge ? {} : { ...before.bits };
  const cleared: string[] = [];
  for (const [name, given] of Object.entries(write.properties)) {
    const property = properties.find((candidate) => candidate.name === name);
    if (!property) return invalid(name, 'is not a property of this account');
    const read = property.type === 'set' ? readSet(property, given) : readPlain(property, given);
    if (read.kind === 'problem') return invalid(name, read.message);
    if (read.kind === 'bits') bits[name] = { ...bits[name], ...read.bits };
    else if (read.kind === 'value') values[name] = read.value;
    else cleared.push(name);
  }
  return { kind: 'ok', values: cleared.length > 0 ? without(values, cleared) : values, bits };
}

type Read =
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'clear' }
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'bits'; readonly bits: Bits };

/** null and an empty text clear the property. */
function readPlain({ type }: Property, given: unknown): Read {
  const parsed = plainValue.safeParse(given);
  if (!parsed.success) return { kind: 'problem', message: 'must be a text or a number' };
  const value = parsed.data;
  if (value === null || value === '') return { kind: 'clear' };
  const message = valueProblem(type, value);
  return message === undefined ? { kind: 'value', value } : { kind: 'problem', message };
}

function readSet({ entries }: Property, given: unknown): Read {
  const parsed = setValue.safeParse(given);
  if (!parsed.success) return { kind: 'problem', message: 'must be a list of {"bit","enabled"}' };
  const unknown = parsed.data.find(({ bit }) => !entries.some((entry) => entry.bit === bit));
  if (unknown) return { kind: 'problem', message: `has no entry with bit ${unknown.bit}` };
  return { kind: 'bits', bits: Object.fromEntries(parsed.data.map(({ bit, enabled }) => [bit, enabled])) };
}

function without(values: Contact['values'], names: readonly string[]): Contact['values'] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function invalid(property: string, message: string): Applied {
  return { kind: 'invalid', property, message: `Property is invalid: ${property} ${message}` };
}
