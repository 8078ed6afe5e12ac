import { guid } from './guid.ts';
import { labels } from './labels-xml.ts';
import type { Label, Table } from './table.ts';
import { element, text, type Xml } from './xml.ts';

type View = {
  readonly name: 'active' | 'inactive' | 'advanced' | 'associated' | 'quickfind' | 'lookup';
  /** Dataverse's number of the kind: 0 a list, 1 advanced find, 2 associated, 4 quick find, 64 lookup. */
  readonly type: 0 | 1 | 2 | 4 | 64;
  readonly label: (plural: Label) => Label;
  readonly state?: 0 | 1;
  readonly isDefault: boolean;
};

/** The views that every table has. The active list is what opens first. */
const views: readonly View[] = [
  { name: 'active', type: 0, label: prefixed('Active', 'Actieve'), state: 0, isDefault: true },
  { name: 'inactive', type: 0, label: prefixed('Inactive', 'Inactieve'), state: 1, isDefault: false },
  { name: 'advanced', type: 1, label: suffixed('Advanced Find View', 'geavanceerd zoeken'), isDefault: true },
  { name: 'associated', type: 2, label: suffixed('Associated View', 'gekoppelde weergave'), state: 0, isDefault: true },
  { name: 'quickfind', type: 4, label: prefixed('Quick Find', 'Snel zoeken in'), state: 0, isDefault: true },
  { name: 'lookup', type: 64, label: suffixed('Lookup View', 'opzoekweergave'), state: 0, isDefault: true },
];

export function viewId(table: string, name: View['name']): string {
  return guid(`view ${table} ${name}`);
}

/** `<SavedQueries>` of a table of ours. */
export function viewsXml(table: Table): Xml {
  return element('SavedQueries', {}, [
    element(
      'savedqueries',
      {},
      views.map((view) => viewXml(table, view)),
    ),
  ]);
}

function viewXml(table: Table, view: View): Xml {
  return element('savedquery', {}, [
    text('IsCustomizable', 1),
    text('CanBeDeleted', 0),
    text('isquickfindquery', view.type === 4 ? 1 : 0),
    text('isprivate', 0),
    text('isdefault', view.isDefault ? 1 : 0),
    text('savedqueryid', `{${viewId(table.name, view.name)}}`),
    element('layoutxml', {}, [gridXml(table, view)]),
    text('querytype', view.type),
    element('fetchxml', {}, [fetchXml(table, view)]),
    text('IntroducedVersion', '1.0.0.0'),
    element('LocalizedNames', {}, labels('LocalizedName', view.label(table.plural))),
  ]);
}

function gridXml(table: Table, view: View): Xml {
  const isOfTable = view.type === 2 || view.type === 64;
  const grid = {
    name: isOfTable ? `${table.name}s` : 'resultset',
    jump: table.primaryName.name,
    select: 1,
    icon: 1,
    preview: view.type === 64 ? 0 : 1,
  };
  const row = { name: isOfTable ? table.name : 'result', id: `${table.name}id` };
  const cells = table.layout.viewColumns.map(({ name, width }) => element('cell', { name, width }));
  return element('grid', grid, [element('row', row, cells)]);
}

function fetchXml(table: Table, view: View): Xml {
  const { viewColumns, searchColumns, order } = table.layout;
  const columns = [`${table.name}id`, ...viewColumns.map(({ name }) => name)];
  const search = [table.primaryName.name, ...searchColumns];
  const condition = (attribute: string, operator: string, value: string | number): Xml =>
    element('condition', { attribute, operator, value });
  return element('fetch', { version: '1.0', mapping: 'logical' }, [
    element('entity', { name: table.name }, [
      ...columns.map((name) => element('attribute', { name })),
      element('order', { attribute: order.column, descending: String(order.descending) }),
      ...(view.state === undefined
        ? []
        : [element('filter', { type: 'and' }, [condition('statecode', 'eq', view.state)])]),
      ...(view.type === 4
        ? [
            element(
              'filter',
              { type: 'or', isquickfindfields: 1 },
              search.map((name) => condition(name, 'like', '{0}')),
            ),
          ]
        : []),
    ]),
  ]);
}

function prefixed(en: string, nl: string): View['label'] {
  return (plural) => ({ en: `${en} ${plural.en}`, nl: `${nl} ${plural.nl}` });
}

function suffixed(en: string, nl: string): View['label'] {
  return (plural) => ({ en: `${plural.en}: ${en}`, nl: `${plural.nl}: ${nl}` });
}
