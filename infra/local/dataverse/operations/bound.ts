import type { BoundOperation } from './bound-operation.ts';
import { addMemberList, removeMemberList } from './list-members.ts';
import { createMultiple, updateMultiple, upsertMultiple } from './multiple.ts';
import { qualifyLeadOperation } from './qualify-lead.ts';
import { retrieveUserPrivileges } from './retrieve-user-privileges.ts';
import { setStateOperation } from './set-state.ts';

const prefix = 'Microsoft.Dynamics.CRM.';

/** Undefined: the name is not that of an operation. */
export function boundOperation(name: string): BoundOperation | undefined {
  return name.startsWith(prefix) ? bound.get(name.slice(prefix.length)) : undefined;
}

const bound: ReadonlyMap<string, BoundOperation> = new Map([
  ['AddMemberList', addMemberList],
  ['CreateMultiple', createMultiple],
  ['QualifyLead', qualifyLeadOperation],
  ['RemoveMemberList', removeMemberList],
  ['RetrieveUserPrivileges', retrieveUserPrivileges],
  ['SetState', setStateOperation('SetState')],
  ['SetStateDynamicEntity', setStateOperation('SetStateDynamicEntity')],
  ['UpdateMultiple', updateMultiple],
  ['UpsertMultiple', upsertMultiple],
]);
