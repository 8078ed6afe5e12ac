import { contactWrite, idOf } from '../../../builders.ts';
import { codes, json, type Listed, many, now, off, plain, setUp } from './set-up.ts';

test('100 contacts are one signed call, and each gets its own result in order', async () => {
  const { write, requests } = setUp(codes(({ externalId }) => (externalId === idOf(42) ? 'PROPERTY_INVALID' : 'OK')));

  const results = await write(many(100));

  expect(requests).toMatchObject([
    { method: 'POST', url: 'http://spotler/integrationservice/contact/list', body: { update: true, purge: false } },
  ]);
  expect(requests[0]?.authorization).toMatch(/^OAuth oauth_consumer_key="k", .*oauth_timestamp="1767323045"/);
  expect(results.map(({ kind }, index) => (kind === 'done' ? -1 : index)).filter((index) => index >= 0)).toEqual([42]);
});

test('no two calls carry the same nonce', async () => {
  const { write, requests } = setUp(codes(() => 'OK'));

  await write(many(1));
  await write(many(1));

  const nonces = requests.map(({ authorization }) => /oauth_nonce="([^"]+)"/.exec(authorization)?.[1]);
  expect(new Set(nonces).size).toBe(2);
});

test('answers in another order still belong to their contacts', async () => {
  const { write } = setUp((request) => {
    const { contacts } = request.body as Listed;
    return json(
      [...contacts].reverse().map(({ externalId }) => ({ externalId, code: externalId === idOf(0) ? 'NEW' : 'OK' })),
    );
  });

  expect(await write(many(3))).toEqual([{ kind: 'refused', code: 'NEW' }, { kind: 'done' }, { kind: 'done' }]);
});

test('a half-failed batch: those that are left out or garbled are tried again, the others are done', async () => {
  const { write } = setUp(() =>
    json([{ externalId: idOf(0), code: 'OK', message: null }, { externalId: null, code: 'ERROR' }, 'garbage']),
  );

  expect((await write(many(3))).map(({ kind }) => kind)).toEqual(['done', 'retry', 'retry']);
});

test('a contact that is not there is made, one that is there is updated, whatever `update` means', async () => {
  const exists = new Set([idOf(0)]);
  const { write, lists } = setUp(
    codes(({ externalId }, { update }) => {
      if (update) return exists.has(externalId) ? 'OK' : 'CONTACT_UNKNOWN';
      return exists.has(externalId) ? 'CONTACT_ALREADY_EXISTS' : 'OK';
    }),
  );

  expect(await write(many(2))).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  expect(lists().map(({ update, contacts }) => [update, contacts.length])).toEqual([
    [true, 2],
    [false, 1],
  ]);
});

test('a contact that is neither there nor can be made is refused, not tried for ever', async () => {
  const { write, requests } = setUp(codes((_, { update }) => (update ? 'CONTACT_UNKNOWN' : 'CONTACT_ALREADY_EXISTS')));

  expect(await write(many(1))).toEqual([{ kind: 'refused', code: 'CONTACT_ALREADY_EXISTS' }]);
  expect(requests).toHaveLength(2);
});

test('a batch that is refused as a whole is halved until the one that spoils it is alone', async () => {
  const spoiled = idOf(6);
  const { write } = setUp((request) => {
    const { contacts } = request.body as Listed;
    if (contacts.some(({ externalId }) => externalId === spoiled)) return json({ errorType: 'INVALID_PARAMS' }, 400);
    return json(contacts.map(({ externalId }) => ({ externalId, code: 'OK' })));
  });

  const results = await write(many(9));

  expect(results.map((result) => (result.kind === 'refused' ? result.code : result.kind))).toEqual(
    many(9).map(({ externalId }) => (externalId === spoiled ? 'INVALID_PARAMS' : 'done')),
  );
});

test('a batch that is too large for them is halved', async () => {
  const { write } = setUp((request) => {
    const { contacts } = request.body as Listed;
    return contacts.length > 2 ? plain(413) : json(contacts.map(({ externalId }) => ({ externalId, code: 'OK' })));
  });

  expect((await write(many(5))).every(({ kind }) => kind === 'done')).toBe(true);
});

test('what cannot be begun in good time is not begun, neither at first nor when it is halved or tried the other way', async () => {
  const late = contactWrite({ externalId: idOf(1), until: now + 4_000 });
  const inTime = contactWrite({ externalId: idOf(2), until: now + 9_000 });
  const { write, requests, lists } = setUp(codes(() => 'OK'));
  const slow = setUp(codes(({ externalId }) => (externalId === idOf(2) ? 'CONTACT_UNKNOWN' : 'OK')));
  slow.takes(5_000);

  const results = await write([late, inTime]);
  const lateOff = await write([{ ...off(3, false), until: now }]);
  const second = await slow.write([inTime]);

  const tooLate = { kind: 'retry', maybeApplied: false };
  expect(results).toMatchObject([tooLate, { kind: 'done' }]);
  expect(lateOff).toMatchObject([tooLate]);
  expect(second).toMatchObject([tooLate]);
  expect(lists().map(({ contacts }) => contacts.map(({ externalId }) => externalId))).toEqual([[idOf(2)]]);
  expect(requests.map(({ until }) => until)).toEqual([now + 9_000]);
  expect(slow.requests).toHaveLength(1);
});

test('no answer at all may have been done: all are tried again', async () => {
  const { write } = setUp(() => new Error('POST /contact/list: timeout'));

  expect(await write([...many(1), off(1, false)])).toEqual([
    { kind: 'retry', reason: 'POST /contact/list: timeout', maybeApplied: true },
    { kind: 'retry', reason: 'POST /contact/list: timeout', maybeApplied: true },
  ]);
});

test('an answer that cannot be read is tried again, and nothing of it is quoted', async () => {
  const { write } = setUp(() => plain(200, 'Eva Visser'));

  const results = await write(many(1));

  expect(results).toMatchObject([{ kind: 'retry', maybeApplied: true }]);
  expect(JSON.stringify(results)).not.toMatch(/Eva/);
});
