import { privilegeDenied } from '../errors.ts';
import type { Table } from '../schema/table.ts';
import { referenceOf, textOf } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import { applicationUserId, systemAdministratorId } from './people.ts';

const verbs = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign'] as const;
export type Verb = (typeof verbs)[number];

/** What the roles of a user allow. All of it reaches the whole organisation here: the level of a privilege is not looked at. */
export type Privileges = {
  readonly may: (userId: string, verb: Verb, table: Table) => boolean;
  /** Throws 403 (PrivilegeDenied) when the user may not. */
  /** Names of all that the user may do with these tables. */
  readonly list: (userId: string, tables: readonly Table[]) => readonly string[];
  readonly demand: (userId: string, verb: Verb, table: Table) => void;
};

/** Names of privileges by their lower case; `all` for a System Administrator. */
type Allowed = ReadonlyMap<string, string> | 'all';

/**
 * Privileges bind whoever has a role other than System Administrator. The application user of the OAuth client may do everything
 * until a role is assigned to it; in a real organisation it could do nothing till then.
 */
export function createPrivileges(store: Store): Privileges {
  let seen = '';
  let known = new Map<string, Allowed>();
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
    return allowed === 'all' || allowed.has(privilegeName(verb, table).toLowerCase());
  };
  return {
    may,
    list: (userId, tables) => {
      const allowed = ofUser(userId);
      const all = tables.flatMap((table) => verbs.map((verb) => privilegeName(verb, table)));
      return allowed === 'all' ? [...new Set(all)] : [...allowed.values()];
    },
    demand: (userId, verb, table) => {
      if (!may(userId, verb, table)) throw privilegeDenied(table, privilegeName(verb, table), userId);
    },
  };
}

function readPrivileges(store: Store, userId: string): Allowed {
  const roles = store
    .rows('systemuserroles')
    .pointingAt('systemuserid', userId)
    .flatMap((row) => referenceOf(row, 'roleid')?.id ?? []);
  if (roles.includes(systemAdministratorId)) return 'all';
  if (roles.length === 0 && userId === applicationUserId) return 'all';
  const names = roles
    .flatMap((roleId) => store.rows('roleprivileges').pointingAt('roleid', roleId))
    .flatMap((row) => store.rows('privilege').get(referenceOf(row, 'privilegeid')?.id ?? '') ?? [])
    .map((row) => textOf(row, 'name'));
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** Privileges carry the table's schema name, but for these (entity reference, "Privileges"). */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['annotation', 'Note'],
  ['customapirequestparameter', 'CustomAPI'],
  ['customapiresponseproperty', 'CustomAPI'],
  ['listmember', 'List'],
  ['privilege', 'Role'],
  ['roleprivileges', 'Role'],
  ['savedquery', 'Query'],
  ['sdkmessagefilter', 'SdkMessage'],
  ['sdkmessageprocessingstepimage', 'SdkMessageProcessingStep'],
  ['systemuser', 'User'],
  ['systemuserroles', 'Role'],
]);

function privilegeName(verb: Verb, table: Table): string {
  if (table.activity) return `prv${verb}Activity`;
  return `prv${verb}${otherNames.get(table.name) ?? (table.custom ? table.name : table.schemaName)}`;
}
