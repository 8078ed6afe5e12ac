import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';
import type { ColumnFacts } from './row-door.ts';

const attributeShape = z.object({
  LogicalName: z.string(),
  AttributeType: z.string(),
  IsSecured: z.boolean().nullable().optional(),
});

const lookupTypes = new Set(['Lookup', 'Customer', 'Owner']);
const choiceTypes = new Set(['Picklist', 'State', 'Status']);

/** How long the columns of a table are believed. A change of the schema shows within this time. */
const keepMs = 60_000;

/** The columns of a table by logical name (`EntityDefinitions`), kept for a minute. Throws a CallError where they cannot be read. */
export function createColumnFacts(
  dataverse: Pick<Dataverse, 'query'>,
): (table: RecordTable) => Promise<ReadonlyMap<string, ColumnFacts>> {
  return remember(keepMs, async (table: RecordTable) => {
    const path = `EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName,AttributeType,IsSecured`;
    const attributes = z.array(attributeShape).parse(await dataverse.query(path));
    return new Map(
      attributes.map(({ LogicalName, AttributeType, IsSecured }) => {
        const isLookup = lookupTypes.has(AttributeType);
        return [
          LogicalName,
          { isLookup, isSecured: IsSecured ?? false, hasLabel: isLookup || choiceTypes.has(AttributeType) },
        ];
      }),
    );
  });
}

/** The last answer of `read` without waiting for it: refreshed beside whoever asks, when it is older than a minute. */
export function createCopy<Value>(read: () => Promise<Value>): () => Value | undefined {
  let value: Value | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (Date.now() - readAt > keepMs) {
      readAt = Date.now();
      read().then(
        (fresh) => {
          value = fresh;
        },
        // The old copy stays; the next who asks after a minute tries again.
        () => undefined,
      );
    }
    return value;
  };
}

/** Subscription row id → the platform's id, by a query of its own; read anew when an id is asked for that is not in it. */
export function createSubscriptions(
  dataverse: Pick<Dataverse, 'query'>,
): (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  const path = 'assent_subscriptions?$select=assent_subscriptionid,assent_externalid';
  let current: Promise<ReadonlyMap<string, string>> | undefined;
  let readAt = 0;
  const read = async () => {
    const rows = await dataverse.query(path);
    return new Map(
      rows.map((row) => [String(row.assent_subscriptionid).toLowerCase(), String(row.assent_externalid ?? '')]),
    );
  };
  return async (ids) => {
    if (current && Date.now() - readAt < keepMs) {
      const known = await current;
      if (ids.every((id) => known.has(id))) return known;
    }
    readAt = Date.now();
    current = read();
    current.catch(() => {
      current = undefined;
    });
    return current;
  };
}

function remember<Key, Value>(ms: number, read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { readonly value: Promise<Value>; readonly until: number }>();
  return (key) => {
    const known = kept.get(key);
    if (known && Date.now() < known.until) return known.value;
    const value = read(key);
    kept.set(key, { value, until: Date.now() + ms });
    value.catch(() => kept.delete(key));
    return value;
  };
}
