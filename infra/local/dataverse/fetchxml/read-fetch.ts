import { badRequest, notHere } from '../errors.ts';
import { child, childrenNamed, readXml, type Xml } from '../import/xml.ts';
import type { Fetch, FetchColumn, FetchCondition, FetchEntity, FetchFilter, FetchLink } from './fetch.ts';

/** Most rows of one page of a FetchXML query. */
const maxPageSize = 5000;

/** Reads FetchXML (schema Fetch.xsd of the SDK). Aggregates and the link types other than inner and outer answer 501. */
export function readFetch(text: string): Fetch {
  const root = parse(text);
  const entity = child(root, 'entity');
  if (root.name !== 'fetch' || !entity) throw badRequest('The FetchXML has no entity.', '0x80041129');
  if (root.attributes.aggregate === 'true') throw notHere('FetchXML aggregates');
  const top = wholeNumber(root.attributes.top);
  return {
    entity: readEntity(entity),
    ...(top !== undefined && { top }),
    pageSize: Math.min(wholeNumber(root.attributes.count) ?? maxPageSize, maxPageSize),
    page: wholeNumber(root.attributes.page) ?? 1,
    countTotal: root.attributes.returntotalrecordcount === 'true',
    distinct: root.attributes.distinct === 'true',
  };
}

function parse(text: string): Xml {
  try {
    return readXml(text);
  } catch {
    throw badRequest('Invalid FetchXML.', '0x80041129');
  }
}

function readEntity(element: Xml): FetchEntity {
  const filters = childrenNamed(element, 'filter').map(readFilter);
  const all = child(element, 'all-attributes') !== undefined;
  return {
    table: element.attributes.name ?? '',
    columns: all ? 'all' : childrenNamed(element, 'attribute').map(readColumn),
    orders: childrenNamed(element, 'order').map(({ attributes }) => ({
      column: attributes.attribute ?? attributes.alias ?? '',
      descending: attributes.descending === 'true',
    })),
    ...(filters.length > 0 && { filter: { kind: 'and', conditions: [], filters } as const }),
    links: childrenNamed(element, 'link-entity').map(readLink),
  };
}

function readColumn({ attributes }: Xml): FetchColumn {
  return { name: attributes.name ?? '', ...(attributes.alias !== undefined && { alias: attributes.alias }) };
}

function readLink(element: Xml, index: number): FetchLink {
  const { attributes } = element;
  const type = attributes['link-type'] ?? 'inner';
  if (type !== 'inner' && type !== 'outer') throw notHere(`the link type ${type}`);
  return {
    ...readEntity(element),
    from: attributes.from ?? '',
    to: attributes.to ?? '',
    alias: attributes.alias ?? `${attributes.name}${index + 1}`,
    outer: type === 'outer',
  };
}

function readFilter(element: Xml): FetchFilter {
  return {
    kind: element.attributes.type === 'or' ? 'or' : 'and',
    conditions: childrenNamed(element, 'condition').map(readCondition),
    filters: childrenNamed(element, 'filter').map(readFilter),
  };
}

function readCondition(element: Xml): FetchCondition {
  const { attribute = '', operator = '', value, entityname } = element.attributes;
  const values = childrenNamed(element, 'value').map(({ text }) => text);
  return {
    column: attribute,
    operator,
    values: value === undefined ? values : [value, ...values],
    ...(entityname !== undefined && { alias: entityname }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || !Number.isInteger(number) || number < 0 ? undefined : number;
}
