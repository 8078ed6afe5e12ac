import type { TableSettings } from '../../../../functions/src/event/settings.ts';
import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { explainRecord } from '../../../../functions/src/relay/explain.ts';
import { found, idOf, message, nudge, settings, world } from '../../builders.ts';

export const contact = `contact~${idOf(1)}`;
export const hour = 3_600_000;
export const start = Date.UTC(2026, 0, 2);
const every = {
  deleted: 'anonymise',
  deactivated: 'anonymise',
  doNotEmail: 'anonymise',
  noAddress: 'anonymise',
  condition: 'anonymise',
  afterHours: 24,
} as const;

/** A person who is mailed, under settings that anonymise for every cause. */
export async function mailed(over: Partial<RelayDoors> = {}, table: Partial<TableSettings> = {}) {
  const clock = { ms: start };
  const document = settings({ withdrawal: every, ...table });
  const all = world({ now: () => clock.ms, settings: async () => ({ document, generation: 'g1' }), ...over });
  all.crm.set(contact, found());
  let bundles = 0;
  const look = async (handle = all.handle) => {
    bundles += 1;
    await handle(message([nudge({ again: true })], { messageId: `look-${bundles}` }));
  };
  await look();
  const explain = async () =>
    (
      await explainRecord(
        { table: 'contact', id: idOf(1) },
        {
          ...all.doors,
          records: all.store,
          listed: async () => [],
        },
      )
    ).lines.join('\n');
  return { ...all, clock, look, explain };
}
