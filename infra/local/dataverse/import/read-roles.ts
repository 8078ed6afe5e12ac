import { strFromU8 } from 'fflate';
import { guidOf, readGuid } from '../guid.ts';
import { rootBusinessUnitId } from '../organisation/people.ts';
import { type ComponentRow, filled } from './component-row.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, numberIn, readXml, textIn, type Xml } from './xml.ts';

/** `<Roles>` with what they allow: a privilege is there once, whoever names it. */
export function readRoles({ customizations }: SolutionFile): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'Roles'), 'Role').flatMap((role) => {
    const id = readGuid(role.attributes.id ?? '') ?? '';
    const row: ComponentRow = {
      table: 'role',
      id,
      values: filled({
        name: role.attributes.name,
        businessunitid: { table: 'businessunit', id: rootBusinessUnitId },
      }),
    };
    const allowed = childrenNamed(child(role, 'RolePrivileges'), 'RolePrivilege');
    return [row, ...allowed.flatMap((part) => readPrivilege(id, part))];
  });
}

/** Depth of a privilege (`privilegedepthmask`): Basic 1, Local 2, Deep 4, Global 8. */
const depths: ReadonlyMap<string, number> = new Map([
  ['Basic', 1],
  ['Local', 2],
  ['Deep', 4],
  ['Global', 8],
]);

function readPrivilege(roleId: string, { attributes }: Xml): readonly ComponentRow[] {
  const name = attributes.name ?? '';
  const id = guidOf(`privilege ${name.toLowerCase()}`);
  return [
    { table: 'privilege', id, values: { name } },
    {
      table: 'roleprivileges',
      id: guidOf(`roleprivileges ${roleId} ${name.toLowerCase()}`),
      values: {
        roleid: { table: 'role', id: roleId },
        privilegeid: { table: 'privilege', id },
        privilegedepthmask: depths.get(attributes.level ?? '') ?? 1,
      },
    },
  ];
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
