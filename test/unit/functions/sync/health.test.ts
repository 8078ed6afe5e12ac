import { type HealthDoors, readHealth } from '../../../../functions/src/sync/health.ts';

const none = { applied: 0, unchanged: 0, skipped: 0, rejected: 0 };

function health(counts: HealthDoors['counts'], events = { waiting: 0, deadLettered: 0 }) {
  return readHealth({
    counts,
    pending: async (queue) => (queue === 'crm-events' ? events : { waiting: 9, deadLettered: 0 }),
  });
}

test('every nudge that came is in exactly one of its counters, over all partitions', async () => {
  const counts = async () => ({ applied: 1, unchanged: 2, skipped: 3, rejected: 0 });

  const { counters, status } = await health(counts, { waiting: 5, deadLettered: 0 });

  expect(counters).toEqual({
    accepted: 64 * 6 + 5,
    applied: 64,
    unchanged: 128,
    skipped: 192,
    rejected: 0,
    pending: 5,
  });
  expect(status).toBe('ok');
});

test('each partition is asked for once', async () => {
  const asked: string[] = [];
  await health(async (partition) => {
    asked.push(partition);
    return none;
  });

  expect(asked).toHaveLength(64);
  expect([asked[0], asked[9], asked[63]]).toEqual(['p00', 'p09', 'p63']);
});

test('dead letters are pending, and an alarm', async () => {
  const { counters, alarms, status } = await health(async () => none, { waiting: 1, deadLettered: 3 });

  expect(counters).toMatchObject({ accepted: 4, pending: 4 });
  expect(alarms).toEqual(['crm-events: 3 nudges in the dead letters']);
  expect(status).toBe('degraded');
});

test('rejected nudges are an alarm', async () => {
  const counts = async (partition: string) => ({ ...none, rejected: partition === 'p07' ? 2 : 0 });

  expect(await health(counts)).toMatchObject({ status: 'degraded', alarms: ['2 nudges were rejected'] });
});
