import type { Nudge } from '../../../../functions/src/event/nudge.ts';
import { type IngestDoors, receiveWebhook } from '../../../../functions/src/ingest/receive-webhook.ts';
import { idOf } from '../../builders.ts';
import { context, correlationId, entity, organizationId } from '../../webhook-bodies.ts';

const key = 'a-webhook-key-0001';

function setUp(over: Partial<IngestDoors> = {}) {
  const sent: Nudge[] = [];
  const jobs: string[] = [];
  const lines: unknown[] = [];
  const doors: IngestDoors = {
    organizationId,
    activeKeys: [key],
    sendNudges: async (nudges) => {
      sent.push(...nudges);
      return nudges.map((_, index) => `bundle-${index + 1}`);
    },
    sendJob: async (table, id) => void jobs.push(`${table} ${id}`),
    subscriptions: () => undefined,
    log: (...line) => void lines.push(line),
    ...over,
  };
  const post = (body: string | Uint8Array, request: { readonly key?: string; readonly contentLength?: number } = {}) =>
    receiveWebhook(
      {
        key: 'key' in request ? request.key : key,
        contentLength: request.contentLength,
        readBody: async () => (typeof body === 'string' ? new TextEncoder().encode(body) : body),
      },
      doors,
    );
  return { sent, jobs, lines, post, doors };
}

test('a webhook is accepted when the bus has its nudges', async () => {
  const { post, sent } = setUp();

  expect(await post(JSON.stringify(context()))).toEqual({ status: 202, message: '' });
  expect(sent).toMatchObject([{ table: 'contact', id: idOf(1) }]);
});

test('each accepted nudge is logged with its bundle, by ids only', async () => {
  const { post, lines } = setUp();
  const target = entity('contact', idOf(1), { firstname: 'Eva', donotemail: true });

  await post(JSON.stringify(context({ input: { Target: target } })));

  expect(lines).toEqual([
    [
      'accepted',
      { bundle: 'bundle-1', table: 'contact', id: idOf(1), message: 'Update', correlationId, withdrawal: true },
    ],
  ]);
});

test('a body with a byte order mark is read', async () => {
  const { post, sent } = setUp();
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(JSON.stringify(context()))]);

  expect(await post(bytes)).toMatchObject({ status: 202 });
  expect(sent).toHaveLength(1);
});

test('a cut-off body is accepted as a nudge', async () => {
  const { post, sent } = setUp();
  const body = JSON.stringify(context());

  expect(await post(body.slice(0, body.indexOf('"RequestId"')))).toMatchObject({ status: 202 });
  expect(sent).toMatchObject([{ id: idOf(1) }]);
});

test('with a wrong key the body is not even read', async () => {
  const { doors } = setUp();
  let reads = 0;
  const readBody = async () => {
    reads += 1;
    return new Uint8Array();
  };

  const answer = await receiveWebhook({ key: 'wrong', contentLength: undefined, readBody }, doors);

  expect(answer.status).toBe(401);
  expect(reads).toBe(0);
});

test('a body that says it is too large is not read, one that is too large is not parsed', async () => {
  const { post, sent } = setUp();

  expect(await post(JSON.stringify(context()), { contentLength: 400_000 })).toMatchObject({ status: 413 });
  expect(await post(JSON.stringify({ ...context(), Filler: 'x'.repeat(310_000) }))).toMatchObject({ status: 413 });
  expect(sent).toEqual([]);
});

test('the largest body that Dataverse sends is taken', async () => {
  const { post } = setUp();
  const body = { ...context(), Filler: 'x'.repeat(256 * 1024) };

  expect(await post(JSON.stringify(body))).toMatchObject({ status: 202 });
});

test('another organisation is refused and told so: a copied environment must not reach this one', async () => {
  const { post, sent } = setUp();

  const answer = await post(JSON.stringify({ ...context(), OrganizationId: idOf(66) }));

  expect(answer).toEqual({ status: 403, message: expect.stringContaining('another organisation') });
  expect(sent).toEqual([]);
});

test('a body that names no organisation is a nudge all the same', async () => {
  const { post } = setUp();

  expect(await post(JSON.stringify({ ...context(), OrganizationId: null }))).toMatchObject({ status: 202 });
});

test('a body without a record is refused, and the log says nothing of what it held', async () => {
  const { post, lines } = setUp();

  expect(await post('{"Name":"Eva Visser"}')).toMatchObject({ status: 400 });
  expect(JSON.stringify(lines)).not.toMatch(/Eva/);
});

test('what the bus does not take is answered with 503: only then does Dataverse send it again', async () => {
  const sendNudges = () => Promise.reject(new Error('ServerBusy'));
  const sendJob = () => Promise.reject(new Error('ServerBusy'));
  const { post } = setUp({ sendNudges, sendJob });

  expect(await post(JSON.stringify(context()))).toMatchObject({ status: 503 });
  expect(await post(JSON.stringify(context({ table: 'assent_job' })))).toMatchObject({ status: 503 });
});

test('a table that is none of ours is accepted, dropped and counted', async () => {
  const { post, sent, jobs, lines } = setUp();

  expect(await post(JSON.stringify(context({ table: 'opportunity' })))).toMatchObject({ status: 202 });
  expect([...sent, ...jobs]).toEqual([]);
  expect(lines).toEqual([['dropped', { table: 'opportunity', reason: 'not a table of ours' }]]);
});

test('settings and orders go to the queue `jobs`', async () => {
  const { post, jobs } = setUp();

  await post(JSON.stringify(context({ table: 'assent_configuration', id: idOf(8) })));

  expect(jobs).toEqual([`assent_configuration ${idOf(8)}`]);
});
