import type { Icon } from '../icons.ts';
import type { Metadata } from '../metadata.ts';
import { toList, toWebResource } from '../route.ts';
import { type Row, textOf } from '../row.ts';
import type { Area, AreaEntry } from '../site-map.ts';
import type { WebApi } from '../web-api.ts';

/** The groups of the site maps that imported apps bring, in their order. */
export async function readAppAreas(api: WebApi, metadata: Metadata, languageId: number): Promise<readonly Area[]> {
  const { rows } = await api.list('sitemaps?$orderby=sitemapname');
  return rows.flatMap((row) => readSiteMap(row, metadata, languageId)).filter(({ entries }) => entries.length > 0);
}

function readSiteMap(row: Row, metadata: Metadata, languageId: number): readonly Area[] {
  const xml = new DOMParser().parseFromString(textOf(row, 'sitemapxml'), 'text/xml');
  return [...xml.querySelectorAll('Area')].flatMap((area) => {
    const areaTitle = titleOf(area, languageId) || textOf(row, 'sitemapname');
    return [...area.querySelectorAll(':scope > Group')].map((group) => ({
      label: [areaTitle, titleOf(group, languageId)].filter((text) => text !== '').join(' · '),
      entries: [...group.querySelectorAll(':scope > SubArea')].flatMap((one) => readEntry(one, metadata, languageId)),
    }));
  });
}

/** A sub-area is a table's list or a page of a web resource; others (dashboards, outside addresses) are left out. */
function readEntry(subArea: Element, metadata: Metadata, languageId: number): readonly AreaEntry[] {
  const id = subArea.getAttribute('Id') ?? '';
  const title = titleOf(subArea, languageId);
  const icon = iconOf(subArea);
  const table = metadata.find((subArea.getAttribute('Entity') ?? '').toLowerCase());
  if (table) return [{ id: table.name, label: title || table.pluralLabel, address: toList(table.name), icon }];
  const url = subArea.getAttribute('Url') ?? '';
  const name = /^(?:\$webresource:|\/?WebResources\/)([^?]+)/i.exec(url)?.[1];
  return name === undefined ? [] : [{ id, label: title || name, address: toWebResource(name), icon }];
}

function iconOf(subArea: Element): Icon {
  const address = (subArea.getAttribute('VectorIcon') ?? subArea.getAttribute('Icon') ?? '').replace(
    /^\$webresource:/i,
    '/WebResources/',
  );
  return address.includes('WebResources/') ? { address: address.startsWith('/') ? address : `/${address}` } : 'table';
}

function titleOf(part: Element, languageId: number): string {
  const titles = [...part.querySelectorAll(':scope > Titles > Title')];
  const inLanguage = (language: number) => titles.find((title) => title.getAttribute('LCID') === String(language));
  return (inLanguage(languageId) ?? inLanguage(1033) ?? titles[0])?.getAttribute('Title') ?? '';
}
