import { strFromU8 } from 'fflate';
import { guidOf, readGuid } from '../guid.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import { type ComponentRow, filled } from './component-row.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, numberIn, readXml, textIn } from './xml.ts';

/** `<Roles>`: their names; what they allow is not looked at here. */
export function readRoles({ customizations }: SolutionFile): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'Roles'), 'Role').map((role) => ({
    table: 'role',
    id: readGuid(role.attributes.id ?? '') ?? '',
    values: filled({
      name: role.attributes.name,
      businessunitid: { table: 'businessunit', id: rootBusinessUnitId },
    }),
  }));
}

/** Folder `environmentvariabledefinitions/<schema name>/…`. */
export function readVariables({ files }: SolutionFile): readonly ComponentRow[] {
  return [...files].flatMap(([path, bytes]) => {
    if (!/^environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/.test(path)) return [];
    const part = readXml(strFromU8(bytes));
    const schemaname = part.attributes.schemaname ?? '';
    return [
      {
        table: 'environmentvariabledefinition',
        id: guidOf(`environmentvariabledefinition ${schemaname}`),
        values: filled({
          schemaname,
          displayname: child(part, 'displayname')?.attributes.default,
          defaultvalue: textIn(part, 'defaultvalue'),
          type: numberIn(part, 'type'),
          isrequired: textIn(part, 'isrequired') === '1',
        }),
      },
    ];
  });
}
