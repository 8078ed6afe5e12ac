import { guidOf } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import { child, childrenNamed, numberIn, textIn, writeXml, type Xml } from './xml.ts';

/** `<AppModuleSiteMaps>` and `<AppModules>`: neither carries an id of its own, so one is made of the unique name. */
export function readApps(customizations: Xml): readonly ComponentRow[] {
  const siteMaps = childrenNamed(child(customizations, 'AppModuleSiteMaps'), 'AppModuleSiteMap').map(readSiteMap);
  const apps = childrenNamed(child(customizations, 'AppModules'), 'AppModule').map(readApp);
  return [...siteMaps, ...apps];
}

function readSiteMap(part: Xml): ComponentRow {
  const sitemapnameunique = textIn(part, 'SiteMapUniqueName');
  const xml = child(part, 'SiteMap');
  return {
    table: 'sitemap',
    id: guidOf(`sitemap ${sitemapnameunique}`),
    values: filled({
      sitemapname: nameOf(part) ?? sitemapnameunique,
      sitemapnameunique,
      sitemapxml: xml && writeXml(xml),
      isappaware: true,
    }),
  };
}

function readApp(part: Xml): ComponentRow {
  const uniquename = textIn(part, 'UniqueName');
  return {
    table: 'appmodule',
    id: guidOf(`appmodule ${uniquename}`),
    values: filled({
      name: nameOf(part) ?? uniquename,
      uniquename,
      clienttype: numberIn(part, 'ClientType'),
      formfactor: numberIn(part, 'FormFactor'),
      navigationtype: numberIn(part, 'NavigationType') ?? 0,
      webresourceid: textIn(part, 'WebResourceId').replace(/[{}]/g, '').toLowerCase(),
      statecode: 0,
      statuscode: 1,
    }),
  };
}

function nameOf(part: Xml): string | undefined {
  return child(part, 'LocalizedNames')?.children[0]?.attributes.description;
}
