import { makeTable } from '../make-table.ts';

/** Tables of security (entity reference): roles, what they allow, who has them. */
export const role = makeTable({
  name: 'role',
  schemaName: 'Role',
  set: 'roles',
  code: 1036,
  primaryName: 'name',
  owned: 'organization',
  columns: `
name text 100
roletemplateid guid
businessunitid lookup businessunit!Restrict
ismanaged boolean readonly
`,
});

export const privilege = makeTable({
  name: 'privilege',
  schemaName: 'Privilege',
  set: 'privileges',
  code: 1023,
  primaryName: 'name',
  owned: 'none',
  columns: `
name text 100
accessright integer
`,
});

export const roleprivileges = makeTable({
  name: 'roleprivileges',
  schemaName: 'RolePrivileges',
  set: 'roleprivilegescollection',
  code: 12,
  key: 'roleprivilegeid',
  owned: 'none',
  columns: `
roleid lookup role!Cascade
privilegeid lookup privilege!Cascade
privilegedepthmask integer
`,
});

export const systemuserroles = makeTable({
  name: 'systemuserroles',
  schemaName: 'SystemUserRoles',
  set: 'systemuserrolescollection',
  code: 14,
  key: 'systemuserroleid',
  owned: 'none',
  columns: `
systemuserid lookup systemuser!Cascade
roleid lookup role!Cascade
`,
});
