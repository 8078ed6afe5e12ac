import { defaultAsyncSettings } from '../events/async-settings.ts';
import { toIsoTime } from '../iso-time.ts';
import { organisationRow } from '../organisation/base-rows.ts';
import type { StandIn } from '../server/stand-in.ts';
import type { Control } from './control.ts';

/** `POST /mark`: what is there now is what `/reset` goes back to. */
export const mark: Control = ({ savePoints }) => savePoints.mark();

/** `POST /reset`: rows as at the last mark, and every switch as at the start. Installed solutions stay. */
export const reset: Control = (standIn) => {
  forget(standIn);
  standIn.savePoints.reset();
  standIn.org.queue.configure(defaultAsyncSettings);
  standIn.org.access.clear();
  standIn.limits.clear();
  standIn.faults.clear();
  standIn.requests.clear();
  standIn.org.queue.log.clear();
};

/** `POST /snapshot`, `POST /restore`: a backup and going back to it, row versions too. Jobs that waited are gone. */
export const snapshot: Control = ({ savePoints }) => savePoints.snapshot();

export const restore: Control = (standIn) => {
  forget(standIn);
  if (!standIn.savePoints.restore()) throw new Error('There is no snapshot to go back to.');
};

/** `POST /copy`: the environment becomes a copy of itself: the same rows, registrations and keys, a new organisation id. */
export const copy: Control = ({ org }) => {
  const before = org.identity.id();
  const organizationId = org.identity.becomeCopy();
  const gone = { table: 'organization', id: before, after: undefined };
  org.store.apply([gone, organisationRow(org.identity, toIsoTime(org.clock.now()))]);
  return { organizationId };
};

function forget(standIn: StandIn): void {
  standIn.org.queue.clear();
  standIn.expandMemory.clear();
}
