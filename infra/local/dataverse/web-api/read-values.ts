import { z } from 'zod';
import { badRequest, DataverseError, propertyNotFound } from '../errors.ts';
import { readGuid } from '../guid.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Column, Table } from '../schema/table.ts';
import type { Reference, Value, Values } from '../store/row.ts';
import { readColumnValue } from './read-column-value.ts';

const objectSchema = z.record(z.string(), z.unknown());

/**
 * Reads a JSON object from a body; an empty body is an empty object. A JSON text that holds the object as text once more is
 * taken too: the public client dataverse-ify sends that, and works with real organisations.
 */
export function readJsonObject(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return objectSchema.parse(typeof value === 'string' ? JSON.parse(value) : value);
  } catch {
    throw badRequest('Error identified in Payload provided by the user: it is no JSON object.', '0x80048d19');
  }
}

/**
 * Columns of a row from a body: `name`, and lookups as `Navigation@odata.bind` (its name is case-sensitive). Columns that only
 * the platform writes are passed over without a word; names that do not exist throw 400 (0x80048d19).
 */
export function readValues(org: Organisation, table: Table, body: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(body)) {
    const entry = readEntry(org, table, name, value);
    if (entry) values[entry.column] = entry.value;
  }
  return values;
}

type Entry = { readonly column: string; readonly value: Value };

function readEntry(org: Organisation, table: Table, name: string, value: unknown): Entry | undefined {
  if (name.endsWith('@odata.bind')) return readBind(org, table, name.slice(0, -'@odata.bind'.length), value);
  if (name.includes('@')) return undefined;
  if (name === `${table.name}_activity_parties`) return readParties(org, table, value);
  const column = table.columns.get(name);
  if (!column || org.access.isDropped(table.name, name)) return refuseName(org, table, name, value);
  if (column.readOnly || column.type === 'key') return undefined;
  if (column.type === 'lookup') return refuseLookup(table, name);
  return { column: name, value: readColumnValue(table, column, value) };
}

function refuseName(org: Organisation, table: Table, name: string, value: unknown): undefined {
  // A lookup that was read is often sent back: Dataverse passes over `_name_value`.
  if (/^_.+_value$/.test(name)) return undefined;
  const navigation = org.schema.navigation(table.name, name) ?? org.schema.collection(table.name, name);
  if (navigation && value !== null)
    throw new DataverseError(501, 'NotInStandIn', `This stand-in does not create related rows (${name}).`);
  if (navigation) return undefined;
  throw badRequest(
    `Error identified in Payload provided by the user for Entity :'${table.set}'. InnerException: An undeclared property '${name}' which only has property annotations in the payload but no property value was found.`,
    '0x80048d19',
  );
}

function refuseLookup(table: Table, name: string): never {
  throw badRequest(
    `Error identified in Payload provided by the user for Entity :'${table.set}'. CRM do not support direct update of Entity Reference properties, use Navigation properties instead (${name}).`,
    '0x80048d19',
  );
}

function readBind(org: Organisation, table: Table, navigation: string, value: unknown): Entry {
  const found = org.schema.navigation(table.name, navigation);
  if (!found) {
    throw badRequest(
      `Error identified in Payload provided by the user for Entity :'${table.set}'. An undeclared property '${navigation}' which only has property annotations in the payload but no property value was found.`,
      '0x80048d19',
    );
  }
  if (value === null || value === '') return { column: found.column.name, value: null };
  return { column: found.column.name, value: readReference(org, found.column, String(value)) };
}

/** `/contacts(id)`, `contacts(id)` or the whole address. Whether the row is there is seen when it is written. */
export function readReference(org: Organisation, column: Column | undefined, text: string): Reference {
  const [, set = '', key = ''] = /([A-Za-z_]\w*)\(([^)]*)\)\/?$/.exec(text) ?? [];
  const table = org.schema.bySet(set);
  const id = readGuid(key);
  if (!table || id === undefined) throw badRequest(`'${text}' does not name a row.`, '0x80048d19');
  if (column && !column.targets.some((target) => target.table === table.name))
    throw propertyNotFound(column.name, table.name);
  return { table: table.name, id };
}

/** Participation type 11: the customer of a campaign response. */
const customerRole = 11;

/** Activity parties: the stand-in keeps the customer of a campaign response, as a lookup, and no other party. */
function readParties(org: Organisation, table: Table, value: unknown): Entry | undefined {
  const parties = z.array(objectSchema).safeParse(value).data ?? [];
  const customer = parties.find((party) => party.participationtypemask === customerRole);
  const bind = Object.entries(customer ?? {}).find(([name]) => /^partyid_\w+@odata\.bind$/.test(name))?.[1];
  if (!table.columns.has('customer') || typeof bind !== 'string') return undefined;
  return { column: 'customer', value: readReference(org, table.columns.get('customer'), bind) };
}
