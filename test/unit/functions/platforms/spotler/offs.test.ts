import { idOf } from '../../../builders.ts';
import { codes, json, off, plain, setUp } from './set-up.ts';

test('offs of contacts we told before go in one call, others one by one and never make a contact', async () => {
  const { write, requests } = setUp(codes(() => 'OK'));

  const results = await write([off(0, true), off(1, false), off(2, true), off(3, false)]);

  expect(results).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'done' }, { kind: 'done' }]);
  expect(requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'POST /contact/list',
    `PUT /contact/${idOf(1)}`,
    `PUT /contact/${idOf(3)}`,
  ]);
});

test.each([
  ['204', plain(204), { kind: 'done' }],
  ['404', json({ errorType: 'CONTACT_NOT_FOUND' }, 404), { kind: 'done' }],
  ['a "not found" that comes as 400', json({ errorType: 'CONTACT_NOT_FOUND' }, 400), { kind: 'done' }],
  ['another 400', json({ errorType: 'INVALID_PROPERTY' }, 400), { kind: 'refused', code: 'INVALID_PROPERTY' }],
  ['503', plain(503), { kind: 'retry', reason: 'status 503', maybeApplied: true }],
])('an off by itself, answered with %s', async (_, answer, expected) => {
  expect(await setUp(() => answer).write([off(1, false)])).toEqual([expected]);
});

test('an off that fails does not fail the others', async () => {
  const { write } = setUp((request) => (request.path.endsWith(idOf(1)) ? new Error('timeout') : plain(204)));

  expect((await write([off(1, false), off(2, false)])).map(({ kind }) => kind)).toEqual(['retry', 'done']);
});

test('an off by itself changes only what is there, and clears nothing', async () => {
  const { write, requests } = setUp(() => plain(204));

  await write([off(1, false)]);

  expect(requests).toMatchObject([{ method: 'PUT', body: { update: true, purge: false } }]);
});
