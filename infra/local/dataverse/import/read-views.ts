import { readGuid } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import { child, childrenNamed, numberIn, textIn, writeXml, type Xml } from './xml.ts';

/** `<SavedQueries>` of the tables in the zip. */
export function readViews(customizations: Xml): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'Entities'), 'Entity').flatMap((entity) => {
    const table = textIn(entity, 'Name').toLowerCase();
    return childrenNamed(child(entity, 'SavedQueries'), 'savedqueries').flatMap((list) =>
      childrenNamed(list, 'savedquery').map((part) => readView(table, part)),
    );
  });
}

function readView(table: string, part: Xml): ComponentRow {
  const fetch = child(part, 'fetchxml')?.children[0];
  const layout = child(part, 'layoutxml')?.children[0];
  return {
    table: 'savedquery',
    id: readGuid(textIn(part, 'savedqueryid')) ?? '',
    values: filled({
      name: child(part, 'LocalizedNames')?.children[0]?.attributes.description ?? table,
      returnedtypecode: table,
      querytype: numberIn(part, 'querytype') ?? 0,
      fetchxml: fetch && writeXml(fetch),
      layoutxml: layout && writeXml(layout),
      isdefault: textIn(part, 'isdefault') === '1',
      isquickfindquery: textIn(part, 'isquickfindquery') === '1',
      statecode: 0,
      statuscode: 1,
    }),
  };
}
