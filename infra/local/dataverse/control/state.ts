import type { Control } from './control.ts';

/** `GET /state`: `activity` only grows, by every call and every webhook that begins; `waiting` leaves out what `paused` holds. */
export const state: Control = ({ org, activity, limits }) => ({
  activity: activity.count() + org.queue.activity(),
  webhooks: org.queue.state(),
  async: org.queue.settings(),
  limits: limits.isOn(),
  organizationId: org.identity.id(),
  nextRowVersion: `${org.store.version() + 1n}`,
  rows: Object.fromEntries(
    org.store
      .tables()
      .map((table) => [table, org.store.rows(table).size()] as const)
      .filter(([, size]) => size > 0),
  ),
});
