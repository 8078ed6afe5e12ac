import type { Alarm } from '../../../../functions/src/sync/alarm.ts';
import { type LifecycleEvent, tellAlarms } from '../../../../functions/src/sync/tell-alarms.ts';

function ground() {
  const notes = new Map<string, Record<string, unknown>>();
  const told = new Map<string, LifecycleEvent>();
  const clock = { ms: Date.parse('2026-11-26T12:00:00Z') };
  const tell = (alarms: readonly Alarm[]) => {
    clock.ms += 300_000;
    return tellAlarms(alarms, {
      notes: { read: async (name) => notes.get(name), write: async (name, columns) => void notes.set(name, columns) },
      outbox: { add: async (id, event) => void told.set(id, event), flush: async () => undefined },
      check: async () => undefined,
      now: () => clock.ms,
    });
  };
  return {
    tell,
    notes,
    types: () => [...told.values()].map((event) => `${event.type} ${'code' in event ? event.code : ''}`),
  };
}

const silence = { code: 'silence', text: 'no event' };

test('an alarm is told when it begins and when it ends, and not in between, though its text changes', async () => {
  const { tell, types } = ground();

  await tell([silence]);
  await tell([{ ...silence, text: 'still no event' }]);
  await tell([]);
  await tell([]);

  expect(types()).toEqual(['alarm.raised silence', 'alarm.cleared silence']);
});

test('one that comes back is told anew', async () => {
  const { tell, types } = ground();

  for (const alarms of [[silence], [], [silence]]) await tell(alarms);

  expect(types()).toEqual(['alarm.raised silence', 'alarm.cleared silence', 'alarm.raised silence']);
});

test('who dies before noting it tells it again under the same id', async () => {
  const { tell, types, notes } = ground();
  await tell([silence]);
  const noted = notes.get('alarms');

  await tell([]);
  notes.set('alarms', noted ?? {});
  await tell([]);

  expect(types()).toEqual(['alarm.raised silence', 'alarm.cleared silence']);
});
