import type { IconName } from './icons.ts';
import type { Metadata, Table } from './metadata.ts';

export type Area = {
  readonly label: string;
  readonly entries: readonly { readonly table: Table; readonly icon: IconName }[];
};

const customers = [
  { name: 'contact', icon: 'contact' },
  { name: 'lead', icon: 'lead' },
  { name: 'account', icon: 'account' },
] as const;

/** In this order; other imported tables follow by name. Table names carry their publisher's prefix (`assent_job`). */
const marketing = ['assent_subscription', 'assent_configuration', 'assent_job', 'assent_issue'];

/** The left navigation: only tables that the organisation has. A bare one has no leads, one without solutions nothing below Customers. */
export function toSiteMap(metadata: Metadata): readonly Area[] {
  const imported = metadata.tables.filter(({ name }) => name.includes('_')).toSorted(byPlace);
  return [
    {
      label: 'Customers',
      entries: customers.flatMap(({ name, icon }) => {
        const table = metadata.find(name);
        return table ? [{ table, icon }] : [];
      }),
    },
    { label: 'Marketing', entries: imported.map((table) => ({ table, icon: 'table' as const })) },
  ].filter((area) => area.entries.length > 0);
}

function byPlace(a: Table, b: Table): number {
  return placeOf(a) - placeOf(b) || a.name.localeCompare(b.name);
}

function placeOf({ name }: Table): number {
  const place = marketing.indexOf(name);
  return place < 0 ? marketing.length : place;
}
