import { formId } from './form-xml.ts';
import { labels } from './labels-xml.ts';
import { type Role, roleId } from './role-xml.ts';
import type { Label, Table } from './table.ts';
import { viewId } from './view-xml.ts';
import { webResourceId } from './web-resource-xml.ts';
import { element, text, type Xml } from './xml.ts';

/** A model-driven app: its site map, and who may open it. */
export type App = {
  readonly uniqueName: string;
  readonly label: Label;
  readonly description: Label;
  readonly icon: string;
  readonly groups: readonly { readonly name: string; readonly label: Label; readonly entries: readonly Entry[] }[];
  readonly roles: readonly Role[];
};

type Entry =
  | { readonly kind: 'table'; readonly table: Table }
  | {
      readonly kind: 'page';
      readonly name: string;
      readonly label: Label;
      readonly page: string;
      readonly icon: string;
    };

/** Dataverse's own roles, the same in every organisation: System Administrator and System Customizer. */
const builtInRoles = ['627090ff-40a3-4053-8790-584edc5be201', '119f245c-3cc8-4b62-b31c-d1a046ced15d'];

/** `<AppModuleSiteMap>`: one area, its groups and entries. */
export function siteMapXml(app: App): Xml {
  const titles = (label: Label): Xml =>
    element('Titles', {}, [
      element('Title', { LCID: 1033, Title: label.en }),
      element('Title', { LCID: 1043, Title: label.nl }),
    ]);
  const groups = app.groups.map(({ name, label, entries }) =>
    element('Group', { Id: `assent_${name}`, IsProfile: 'false' }, [
      titles(label),
      ...entries.map((entry) => entryXml(entry, titles)),
    ]),
  );
  return element('AppModuleSiteMap', {}, [
    text('SiteMapUniqueName', app.uniqueName),
    element('SiteMap', { IntroducedVersion: '7.0.0.0' }, [
      element('Area', { Id: 'assent_area', ShowGroups: 'true', IntroducedVersion: '7.0.0.0' }, [
        titles(app.label),
        ...groups,
      ]),
    ]),
    element('LocalizedNames', {}, labels('LocalizedName', app.label)),
  ]);
}

function entryXml(entry: Entry, titles: (label: Label) => Xml): Xml {
  if (entry.kind === 'table') {
    const { name, plural, layout } = entry.table;
    const attributes = {
      Id: `${name}s`,
      Icon: `/WebResources/${layout.icon}`,
      Entity: name,
      AvailableOffline: 'false',
    };
    return element('SubArea', attributes, [titles(plural)]);
  }
  const attributes = {
    Id: entry.name,
    Icon: `/WebResources/${entry.icon}`,
    Url: `$webresource:${entry.page}`,
    AvailableOffline: 'false',
  };
  return element('SubArea', attributes, [titles(entry.label)]);
}

/** `<AppModule>`: the tables with their forms and views, the site map and the roles. */
export function appXml(app: App): Xml {
  const tables = app.groups.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'table' ? [entry.table] : [])),
  );
  const component = (type: number, what: Readonly<Record<string, string>>): Xml =>
    element('AppModuleComponent', { type, ...what });
  return element('AppModule', {}, [
    text('UniqueName', app.uniqueName),
    text('IntroducedVersion', '1.0.0.0'),
    text('WebResourceId', webResourceId(app.icon)),
    text('FormFactor', 1),
    text('ClientType', 4),
    element('AppModuleComponents', {}, [
      ...tables.map(({ name }) => component(1, { schemaName: name })),
      ...tables.map(({ name }) => component(60, { id: `{${formId(name)}}` })),
      component(62, { schemaName: app.uniqueName }),
      ...tables.flatMap(({ name }) =>
        (['active', 'inactive'] as const).map((view) => component(26, { id: `{${viewId(name, view)}}` })),
      ),
    ]),
    element(
      'AppModuleRoleMaps',
      {},
      [...app.roles.map(roleId), ...builtInRoles].map((id) => element('Role', { id: `{${id}}` })),
    ),
    element('LocalizedNames', {}, labels('LocalizedName', app.label)),
    element('Descriptions', {}, labels('Description', app.description)),
  ]);
}
