import { record } from '../core/roles.ts';
import type { Role } from '../format/role-xml.ts';

/** On top of Assent Service where there are leads: a role of its own, as core may not name what plain Dataverse does not have. */
const salesService: Role = {
  name: 'Assent Service for Sales',
  privileges: [
    ...record('Lead'),
    { table: 'List', verbs: ['Read'], reason: 'read marketing lists and their members' },
    { table: 'Campaign', verbs: ['Read', 'AppendTo'], reason: 'campaign responses point to their campaign' },
  ],
};

export const salesRoles: readonly Role[] = [salesService];
