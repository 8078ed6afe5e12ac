import type { Icon } from './icons.ts';
import type { Metadata, Table } from './metadata.ts';
import { toList } from './route.ts';

/** An entry leads to a table's list or a page of a solution. */
export type AreaEntry = { readonly id: string; readonly label: string; readonly address: string; readonly icon: Icon };
export type Area = { readonly label: string; readonly entries: readonly AreaEntry[] };

const customers = [
  { name: 'contact', icon: 'contact' },
  { name: 'lead', icon: 'lead' },
  { name: 'account', icon: 'account' },
] as const;

/** In this order; other imported tables follow by name. Table names carry their publisher's prefix (`assent_job`). */
const marketing = ['assent_subscription', 'assent_configuration', 'assent_job', 'assent_issue'];

/**
 * The left navigation: only tables that the organisation has. A bare one has no leads, one without solutions nothing below
 * Customers. `apps` are the groups of imported apps; imported tables that no app shows come last.
 */
export function toSiteMap(metadata: Metadata, apps: readonly Area[] = []): readonly Area[] {
  const shown = new Set(apps.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const imported = metadata.tables.filter(({ name }) => name.includes('_') && !shown.has(name)).toSorted(byPlace);
  return [
    {
      label: 'Customers',
      entries: customers.flatMap(({ name, icon }) => {
        const table = metadata.find(name);
        return table ? [toEntry(table, icon)] : [];
      }),
    },
    ...apps,
    {
      label: apps.length > 0 ? 'Other tables' : 'Marketing',
      entries: imported.map((table) => toEntry(table, 'table')),
    },
  ].filter((area) => area.entries.length > 0);
}

function toEntry(table: Table, icon: Icon): AreaEntry {
  return { id: table.name, label: table.pluralLabel, address: toList(table.name), icon };
}

function byPlace(a: Table, b: Table): number {
  return placeOf(a) - placeOf(b) || a.name.localeCompare(b.name);
}

function placeOf({ name }: Table): number {
  const place = marketing.indexOf(name);
  return place < 0 ? marketing.length : place;
}
