import { floorToSecond } from '../dates/read-date.ts';
import { type Sandbox, visibleProperties } from '../sandbox.ts';
import { type Bits, type Change, type Contact, permissionsProperty, withChange } from './contact.ts';
import { describeChanges } from './describe-changes.ts';

/** Who did it and when. */
export type Cause = { readonly by: Change['by']; readonly what: string; readonly atMs: number };

/** Stores what somebody other than the API made of a contact: its last change is then, and the history tells the cause. */
export function changeContact(sandbox: Sandbox, before: Contact, after: Contact, cause: Cause): Contact {
  const changes = describeChanges(before, after, visibleProperties(sandbox));
  const stored = withChange({ ...after, lastChangedMs: floorToSecond(cause.atMs) }, { ...cause, changes });
  sandbox.keep({ kind: 'contact', contact: stored });
  return stored;
}

/** The contact with permission bits switched. */
export function withPermissions(contact: Contact, bits: Bits): Contact {
  const permissions = { ...contact.bits[permissionsProperty], ...bits };
  return { ...contact, bits: { ...contact.bits, [permissionsProperty]: permissions } };
}
