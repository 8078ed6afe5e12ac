import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { all, textIn } from '../../../../solution/check/xml-tree.ts';
import { administrator, coreRoles, service, user } from '../../../../solution/core/roles.ts';
import { roleId } from '../../../../solution/format/role-xml.ts';
import { salesRoles } from '../../../../solution/sales/roles.ts';
import { core, sales, spoiled } from '../sample-packages.ts';

const privilegesIn = (solution: typeof core, role: { readonly name: string }) => {
  const nodes = all(spoiled(solution, () => {}).customizations, 'Role');
  const found = nodes.find(({ attributes }) => attributes.id === `{${roleId(role)}}` && attributes.name);
  return (found ? all(found, 'RolePrivilege') : []).map(
    ({ attributes: { name = '', level = '' } }) => `${name} ${level}`,
  );
};

test('the relay deletes nothing in the CRM, and creates no records', () => {
  const names = [...service.privileges, ...salesRoles.flatMap(({ privileges }) => privileges)].flatMap(
    ({ table, verbs }) => verbs.map((verb) => `${verb} ${table}`),
  );

  expect(names.filter((name) => name.startsWith('Delete') || name.startsWith('Assign'))).toEqual([]);
  expect(names).not.toContain('Create Contact');
  expect(names).toEqual(
    expect.arrayContaining(['Read Contact', 'Write Contact', 'Read Account', 'Read Lead', 'Write Lead']),
  );
});

test('a person may take a permission row away: that withdraws it', () => {
  expect(privilegesIn(core, user)).toContain('prvDeleteassent_permission Global');
});

test('users read settings and explanations; settings are changed by administrators only', () => {
  const users = privilegesIn(core, user);

  expect(users).toEqual(expect.arrayContaining(['prvReadassent_configuration Global', 'prvCreateassent_job Global']));
  expect(users).not.toContain('prvWriteassent_configuration Global');
  expect(users.filter((name) => name.includes('assent_issue'))).toEqual([]);
  expect(privilegesIn(core, administrator)).toEqual(
    expect.arrayContaining([...users, 'prvWriteassent_configuration Global']),
  );
});

test('every privilege has its reason, and is in the package once', () => {
  for (const role of coreRoles) {
    for (const { reason } of role.privileges) expect(reason).not.toBe('');
    const packed = privilegesIn(core, role);
    expect(new Set(packed).size).toBe(packed.length);
  }
});

test('what only Sales has is in a role of the sales solution', () => {
  expect(salesRoles.flatMap((role) => privilegesIn(sales, role))).toEqual([
    'prvAppendToCampaign Global',
    'prvAppendToLead Global',
    'prvReadCampaign Global',
    'prvReadLead Global',
    'prvReadList Global',
    'prvWriteLead Global',
  ]);
});

test('the app is for administrators', () => {
  const [app] = all(spoiled(core, () => {}).customizations, 'AppModule');
  const roles = app ? all(app, 'Role').map(({ attributes }) => attributes.id) : [];

  expect(app && textIn(app, 'UniqueName')).toBe('assent_admin');
  expect(roles[0]).toBe(`{${roleId(administrator)}}`);
  expect(roles).not.toContain(`{${roleId(user)}}`);
});

test('the README lists every privilege with its reason, and no others', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../../solution/README.md'), 'utf8');
  const section = /## Privileges\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|') && !/^\| (table|-+) /.test(line));

  const told = rows.map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replaceAll('\\_', '_'))
      .slice(1, -1),
  );

  const privileges = [...coreRoles, ...salesRoles].flatMap((role) => role.privileges);
  expect(told).toEqual(privileges.map(({ table, verbs, reason }) => [table, verbs.join(', '), reason]));
});
