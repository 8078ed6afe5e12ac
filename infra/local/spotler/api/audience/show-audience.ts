import type { List } from '../../lists/list-store.ts';
import type { Sandbox } from '../../sandbox.ts';
import { showTime } from '../show-time.ts';

/** Audience of the specification. `lastSyncDate` is missing: nothing here syncs an audience. */
export function showAudience(sandbox: Sandbox, list: List) {
  const time = (name: string, ms: number | undefined) => (ms === undefined ? {} : { [name]: showTime(sandbox, ms) });
  return {
    externalId: list.externalId,
    name: list.name,
    ...(list.description === undefined ? {} : { description: list.description }),
    ...time('createDate', list.createdMs),
    ...time('changeDate', list.changedMs),
    ...time('lastContactAddedAt', list.lastAddedMs),
    ...time('lastContactRemovedAt', list.lastRemovedMs),
  };
}
