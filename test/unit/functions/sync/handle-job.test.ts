import { handleJob, type JobDoors, type JobRow } from '../../../../functions/src/sync/handle-job.ts';
import { idOf } from '../../builders.ts';

function setUp(row: JobRow | undefined, over: Partial<JobDoors> = {}) {
  const written: unknown[] = [];
  const done: string[] = [];
  const doors: JobDoors = {
    refreshSettings: async () => void done.push('settings'),
    readJob: async () => row,
    writeJob: async (_, columns) => void written.push(columns),
    tellEnd: async () => undefined,
    mayOrder: async () => true,
    show: async (table, id) => void done.push(`show ${table} ${id}`),
    find: async ({ code }, isOpen) => void done.push(`${code} ${isOpen ? 'open' : 'closed'}`),
    orders: {
      count: async (argument) => {
        done.push(`count ${argument}`);
        return { seen: 3 };
      },
      fail: () => Promise.reject(new Error('GET contacts: 503')),
    },
    log: () => undefined,
    ...over,
  };
  return { written, done, run: () => handleJob({ v: 1, job: { table: 'assent_job', id: idOf(8) } }, doors), doors };
}

const order = (kind: string, status = 'new'): JobRow => ({
  kind,
  status,
  argument: '{"table":"contact"}',
  by: idOf(7),
});

test('an order is carried out once, and ends with its result', async () => {
  const { run, written, done } = setUp(order('count'));

  await run();

  expect(done).toEqual(['count {"table":"contact"}']);
  expect(written).toEqual([{ status: 'running' }, { status: 'done', result: { seen: 3 } }]);
});

test('an order that fails ends with the reason', async () => {
  const { run, written } = setUp(order('fail'));

  await run();

  expect(written).toEqual([{ status: 'running' }, { status: 'failed', result: { error: 'GET contacts: 503' } }]);
});

test.each(['dance', 'constructor', 'toString', '', 'undefined'])(
  'the order %p is unknown, and says which are known',
  async (kind) => {
    const { run, written, done } = setUp(order(kind));

    await run();

    expect(done).toEqual([]);
    expect(written).toEqual([
      { status: 'failed', result: { error: 'assent_kind: unknown order; known are count, fail' } },
    ]);
  },
);

test.each(['done', 'failed', 'cancelled', 'paused'])('an order that is %s is left alone', async (status) => {
  const { run, written, done } = setUp(order('count', status));

  await run();

  expect([...written, ...done]).toEqual([]);
});

test('an order whose worker died is carried out by the next one: its session is nobody else’s', async () => {
  const { run, written } = setUp(order('count', 'running'));

  await run();

  expect(written.at(-1)).toEqual({ status: 'done', result: { seen: 3 } });
});

test.each([
  ['new', false],
  ['running', true],
])('an order that is %s is told whether somebody was at it before', async (status, begun) => {
  const given: unknown[] = [];
  const orders = { count: async (_: string | undefined, job: unknown) => given.push(job) };

  await setUp(order('count', status), { orders }).run();

  expect(given).toEqual([{ id: idOf(8), by: idOf(7), begun }]);
});

test('an order whose row is gone is left alone', async () => {
  const { run, written } = setUp(undefined);

  await run();

  expect(written).toEqual([]);
});

test('an order that was carried out never ends as failed because its result could not be written', async () => {
  const written: string[] = [];
  const { run } = setUp(order('count'), {
    writeJob: async (_, { status }) => {
      if (status === 'done') throw new Error('PATCH assent_jobs: 503');
      written.push(status);
    },
  });

  await expect(run()).rejects.toThrow('503');
  expect(written).toEqual(['running']);
});

test('changed settings are taken over', async () => {
  const { doors, done } = setUp(undefined);

  await handleJob({ v: 1, job: { table: 'assent_configuration', id: idOf(8) } }, doors);

  expect(done).toEqual(['settings']);
});

test.each([undefined, {}, { v: 2 }, { v: 1, job: { table: 'contact', id: 'x' } }])(
  '%j is no order, and is not thrown back to come again',
  async (body) => {
    const { doors, done, written } = setUp(order('count'));

    await handleJob(body, doors);

    expect([...done, ...written]).toEqual([]);
  },
);

test('what the CRM shows is brought in line without an order', async () => {
  const { doors, done } = setUp(undefined);

  await handleJob({ v: 1, show: { table: 'contact', id: idOf(1) } }, doors);
  await handleJob({ v: 1, finding: { code: 'finding.column', subject: 's', message: 'm', open: true } }, doors);

  expect(done).toEqual([`show contact ${idOf(1)}`, 'finding.column open']);
});

test('who may not change the settings may ask why, and give no other order', async () => {
  const refused = setUp(order('count'), { mayOrder: async () => false });
  const asked = setUp(order('explain'), {
    mayOrder: async () => false,
    orders: { explain: async () => ({ lines: [] }) },
  });

  await refused.run();
  await asked.run();

  expect(refused.done).toEqual([]);
  expect(refused.written.at(-1)).toMatchObject({
    status: 'failed',
    result: { error: expect.stringContaining('Assent Administrator') },
  });
  expect(asked.written.at(-1)).toMatchObject({ status: 'done' });
});
