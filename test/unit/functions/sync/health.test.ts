import { type HealthDoors, readHealth } from '../../../../functions/src/sync/health.ts';

const none = { applied: 0, unchanged: 0, skipped: 0, rejected: 0 };

function health(counts: HealthDoors['counts'], events = { waiting: 0, deadLettered: 0 }, rejects = 0) {
  return readHealth({
    counts,
    openRejects: async (partition) => (partition === 'p07' ? rejects : 0),
    away: async () => ({ events: undefined, withdrawals: undefined }),
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
  expect(alarms).toEqual(['crm-events: 3 in the dead letters']);
  expect(status).toBe('degraded');
});

test('records that are rejected are an alarm until a success closes them, however many nudges were rejected before', async () => {
  const counts = async () => ({ ...none, rejected: 5 });

  const open = await health(counts, undefined, 2);
  const closed = await health(counts);

  expect(open).toMatchObject({ status: 'degraded', alarms: ['2 records are rejected by the platform'] });
  expect(closed).toMatchObject({ status: 'ok', alarms: [] });
});
