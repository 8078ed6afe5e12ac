import { z } from 'zod';
import type { RecordTable } from '../event/nudge.ts';
import type { Look, PermissionRow, Value } from '../event/record.ts';
import type { DataverseRow } from './dataverse.ts';
import type { ColumnFacts } from './row-door.ts';

/** Annotation that carries what a person sees for a choice or a lookup. */
export const formattedSuffix = '@OData.Community.Display.V1.FormattedValue';

/** State of a lead: 0 open, 1 qualified, 2 disqualified. */
const qualifiedState = 1;

/** As many rows as one expanded collection can hold: one that is full may be cut off. */
const maxExpanded = 5000;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const permissionShape = z.object({
  '@odata.etag': z.string(),
  assent_permissionid: z.string(),
  assent_channel: z.number().nullable().optional(),
  assent_granted: z.boolean().nullable().optional(),
  _assent_subscriptionid_value: z.string().nullable().optional(),
  statecode: z.number(),
});

/** A row of the Web API with its expanded permission rows to our words. `unknown` where it cannot be trusted to be whole. */
export async function toRow(
  table: RecordTable,
  row: DataverseRow,
  columns: ReadonlyMap<string, ColumnFacts>,
  subscriptions: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Look> {
  const expanded = z.array(permissionShape).safeParse(row[`assent_${table}_permissions`]);
  const etag = row['@odata.etag'];
  if (!expanded.success) return { kind: 'unknown', reason: 'permission rows are not in the answer' };
  if (expanded.data.length >= maxExpanded) return { kind: 'unknown', reason: 'too many permission rows' };
  if (typeof etag !== 'string' || typeof row.statecode !== 'number')
    return { kind: 'unknown', reason: 'row without version or state' };
  const ids = expanded.data.flatMap(({ _assent_subscriptionid_value: id }) => (id ? [id.toLowerCase()] : []));
  const externalIds = await subscriptions([...new Set(ids)]);
  const versions = expanded.data.map((each) => `${each.assent_permissionid}:${versionOf(each['@odata.etag'])}`).sort();
  return {
    kind: 'found',
    row: {
      version: [versionOf(etag), ...versions].join(' '),
      active: row.statecode === 0,
      merged: row.merged === true,
      ...(table === 'lead' && row.statecode === qualifiedState ? { qualified: true } : {}),
      ...valuesOf(row, columns),
      permissionRows: expanded.data.map((each) => toPermissionRow(each, externalIds)),
    },
  };
}

function toPermissionRow(
  row: z.infer<typeof permissionShape>,
  externalIds: ReadonlyMap<string, string>,
): PermissionRow {
  const channels = { 1: 'email', 2: 'sms' } as const;
  return {
    id: row.assent_permissionid,
    version: versionOf(row['@odata.etag']),
    active: row.statecode === 0,
    externalId: externalIds.get((row._assent_subscriptionid_value ?? '').toLowerCase()),
    channel: row.assent_channel === 1 || row.assent_channel === 2 ? channels[row.assent_channel] : undefined,
    granted: row.assent_granted ?? undefined,
  };
}

function valuesOf(row: DataverseRow, columns: ReadonlyMap<string, ColumnFacts>) {
  const values: Record<string, Value> = {};
  const labels: Record<string, string> = {};
  for (const [column, { isLookup, isSecured, hasLabel }] of columns) {
    const name = isLookup ? `_${column}_value` : column;
    // A table has hundreds of columns, an answer a few of them.
    if (!(name in row)) continue;
    const value = scalar.safeParse(row[name]);
    // A secured column comes as null without the right to see it: that is not the same as empty.
    if (!value.success || (isSecured && value.data === null)) continue;
    values[column] = value.data;
    // Numbers, dates and booleans come formatted too, in the language of the reader: that is no label.
    const label = hasLabel ? row[`${name}${formattedSuffix}`] : undefined;
    if (typeof label === 'string') labels[column] = label;
  }
  return { values, labels };
}

/** The version number in `W/"123"`, as text: it can pass 2^53. */
function versionOf(etag: string): string {
  return etag.replaceAll(/[^\d]/g, '');
}
