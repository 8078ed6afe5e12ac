import { guid } from './guid.ts';
import { element, text, type Xml } from './xml.ts';

type Verb = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share';

/** What one part of the product does with one table. */
export type Privileges = {
  /** The name that privileges carry: mostly the table's schema name, `User` for systemuser, `Activity` for all activities. */
  readonly table: string;
  readonly verbs: readonly Verb[];
  /** Why: shown to nobody, read by whoever doubts it. */
  readonly reason: string;
};

/** A security role. All privileges reach the whole organisation: a relay that cannot see a record cannot withdraw it either. */
export type Role = { readonly name: string; readonly privileges: readonly Privileges[] };

export function roleId(role: Pick<Role, 'name'>): string {
  return guid(`role ${role.name}`);
}

/** `<Role>`, privileges in the order of their names. */
export function roleXml(role: Role): Xml {
  const names = role.privileges.flatMap(({ table, verbs }) => verbs.map((verb) => `prv${verb}${table}`));
  return element('Role', { id: `{${roleId(role)}}`, name: role.name }, [
    text('IsCustomizable', 1),
    text('IntroducedVersion', '1.0.0.0'),
    element(
      'RolePrivileges',
      {},
      [...new Set(names)].sort().map((name) => element('RolePrivilege', { name, level: 'Global' })),
    ),
  ]);
}
