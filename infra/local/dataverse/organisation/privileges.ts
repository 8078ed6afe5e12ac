import { privilegeDenied } from '../errors.ts';
import type { Table } from '../schema/table.ts';
import { referenceOf, textOf } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import { applicationUserId, systemAdministratorId } from './people.ts';

export type Verb = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign';

/** What the roles of a user allow. All of it reaches the whole organisation here: the level of a privilege is not looked at. */
export type Privileges = {
  readonly may: (userId: string, verb: Verb, table: Table) => boolean;
  /** Throws 403 (PrivilegeDenied) when the user may not. */
  readonly demand: (userId: string, verb: Verb, table: Table) => void;
};

/**
 * Privileges bind whoever has a role other than System Administrator. The application user of the OAuth client may do everything
 * until a role is assigned to it; in a real organisation it could do nothing till then.
 */
export function createPrivileges(store: Store): Privileges {
  let seen = '';
  let known = new Map<string, ReadonlySet<string> | 'all'>();
  const ofUser = (userId: string) => {
    const now = [store.rows('systemuserroles'), store.rows('roleprivileges')].map((rows) => rows.revision()).join();
    if (now !== seen) known = new Map();
    seen = now;
    const found = known.get(userId) ?? readPrivileges(store, userId);
    known.set(userId, found);
    return found;
  };
  const may = (userId: string, verb: Verb, table: Table) => {
    const allowed = ofUser(userId);
    return allowed === 'all' || allowed.has(privilegeName(verb, table));
  };
  return {
    may,
    demand: (userId, verb, table) => {
      if (!may(userId, verb, table)) throw privilegeDenied(table, privilegeName(verb, table), userId);
    },
  };
}

function readPrivileges(store: Store, userId: string): ReadonlySet<string> | 'all' {
  const roles = store
    .rows('systemuserroles')
    .pointingAt('systemuserid', userId)
    .flatMap((row) => referenceOf(row, 'roleid')?.id ?? []);
  if (roles.includes(systemAdministratorId)) return 'all';
  if (roles.length === 0 && userId === applicationUserId) return 'all';
  const names = roles
    .flatMap((roleId) => store.rows('roleprivileges').pointingAt('roleid', roleId))
    .flatMap((row) => store.rows('privilege').get(referenceOf(row, 'privilegeid')?.id ?? '') ?? [])
    .map((row) => textOf(row, 'name').toLowerCase());
  return new Set(names);
}

/** Privileges carry the table's schema name, but for these (entity reference, "Privileges"). */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['annotation', 'note'],
  ['customapirequestparameter', 'customapi'],
  ['customapiresponseproperty', 'customapi'],
  ['listmember', 'list'],
  ['privilege', 'role'],
  ['roleprivileges', 'role'],
  ['savedquery', 'query'],
  ['sdkmessagefilter', 'sdkmessage'],
  ['sdkmessageprocessingstepimage', 'sdkmessageprocessingstep'],
  ['systemuser', 'user'],
  ['systemuserroles', 'role'],
]);

function privilegeName(verb: Verb, table: Table): string {
  const name = table.activity ? 'activity' : (otherNames.get(table.name) ?? table.name);
  return `prv${verb}${name}`.toLowerCase();
}
