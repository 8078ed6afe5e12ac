import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import type { Dataverse } from './dataverse.ts';
import { remember } from './remember.ts';
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
/** An id that is not known is asked for again after this: whoever has the key of the webhooks may name any. */
const unknownMs = 2000;

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

/** Names of a table's columns, asked anew each time. Throws a CallError where they cannot be read. */
export async function readColumnNames(
  dataverse: Pick<Dataverse, 'query'>,
  table: string,
): Promise<ReadonlySet<string>> {
  const rows = await dataverse.query(`EntityDefinitions(LogicalName='${table}')/Attributes?$select=LogicalName`);
  return new Set(rows.map(({ LogicalName }) => String(LogicalName)));
}

/**
 * Subscription row id → the platform's id, by a query of its own; read anew when an id is asked for that is not in it. `known` answers at
 * once with what the last read gave, and has what it cannot answer read beside whoever asks.
 */
export function createSubscriptions(dataverse: Pick<Dataverse, 'query'>): {
  readonly subscriptions: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly known: (id: string) => string | undefined;
} {
  const path = 'assent_subscriptions?$select=assent_subscriptionid,assent_externalid';
  let current: Promise<ReadonlyMap<string, string>> | undefined;
  let last: ReadonlyMap<string, string> = new Map();
  let readAt = 0;
  const read = async () => {
    const rows = await dataverse.query(path);
    last = new Map(
      rows.map((row) => [String(row.assent_subscriptionid).toLowerCase(), String(row.assent_externalid ?? '')]),
    );
    return last;
  };
  const subscriptions = async (ids: readonly string[]) => {
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
  const known = (id: string) => {
    const isFresh = Date.now() - readAt < (last.has(id) ? keepMs : unknownMs);
    // Where it cannot be read, whoever asks after that time tries again.
    if (!isFresh) subscriptions([id]).catch(() => undefined);
    return last.get(id);
  };
  return { subscriptions, known };
}
