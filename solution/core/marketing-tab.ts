import { type Field, fieldRowXml, subgridRowXml } from '../format/control-xml.ts';
import { sectionXml, tabXml } from '../format/form-xml.ts';
import { viewId } from '../format/view-xml.ts';
import type { Xml } from '../format/xml.ts';
import { displayColumns } from './columns.ts';
import { permission } from './tables/permission.ts';

/** The tab's `name` in the form: by it the installer knows whether a form has the tab. */
export const marketingTabName = 'assent_marketing';

/**
 * `<tab>` *Marketing* for the main form of a record's table: its permission rows, and what the relay reports. Put by the installer
 * into the forms that an organisation uses (README, Decisions), at the end of `<tabs>`.
 */
export function marketingTabXml(table: 'contact' | 'account' | 'lead'): Xml {
  const place = `form ${table} marketing`;
  const permissions = subgridRowXml(place, {
    name: 'assent_permissions',
    label: permission.plural,
    table: permission.name,
    relationship: `assent_${table}_permissions`,
    viewId: viewId(permission.name, 'associated'),
  });
  // Written by the relay only.
  const report = displayColumns.map((column): Field => ({ ...column, readOnly: true }));
  return tabXml(place, { name: marketingTabName, label: { en: 'Marketing', nl: 'Marketing' } }, [
    sectionXml(place, permission.plural, [permissions]),
    sectionXml(
      place,
      { en: 'Marketing platform', nl: 'Marketingplatform' },
      report.map((field) => fieldRowXml(place, field)),
    ),
  ]);
}
