import { modesOf } from '../../../../../functions/src/platforms/platform.ts';
import { createSpotler, type SpotlerDoors } from '../../../../../functions/src/platforms/spotler/spotler.ts';
import type { SpotlerAnswer } from '../../../../../functions/src/platforms/spotler/spotler-call.ts';
import { contactWrite, idOf } from '../../../builders.ts';

type Request = Parameters<SpotlerDoors['call']>[0];
type Sent = { readonly externalId: string; readonly properties: Readonly<Record<string, unknown>> };
type Listed = { readonly update: boolean; readonly contacts: readonly Sent[] };

const json = (body: unknown, status = 200): SpotlerAnswer => ({
  status,
  body: JSON.stringify(body),
  retryAfterMs: undefined,
});
const plain = (status: number, body = ''): SpotlerAnswer => ({ status, body, retryAfterMs: undefined });

const now = 1767323045_000;

function setUp(answer: (request: Request, call: number) => SpotlerAnswer | Error) {
  const requests: Request[] = [];
  let clock = now;
  let tookMs = 0;
  const spotler = createSpotler({
    url: 'http://spotler/integrationservice',
    key: 'k',
    secret: 's',
    now: () => clock,
    call: async (request) => {
      requests.push(request);
      clock += tookMs;
      const given = answer(request, requests.length);
      if (given instanceof Error) throw given;
      return given;
    },
  });
  return {
    ...spotler,
    requests,
    /** So long takes each call from now on. */
    takes: (ms: number) => {
      tookMs = ms;
    },
    lists: () => requests.flatMap(({ body, path }) => (path === '/contact/list' ? [body as Listed] : [])),
  };
}

/** Answers `/contact/list` with one code a contact. */
function codes(codeOf: (contact: Sent, body: Listed, call: number) => string) {
  return (request: Request, call: number) => {
    const body = request.body as Listed;
    if (request.path !== '/contact/list') return plain(204);
    return json(
      body.contacts.map((contact) => ({
        externalId: contact.externalId,
        code: codeOf(contact, body, call),
        message: null,
      })),
    );
  };
}

const bitsOf = ({ properties }: Sent) => properties.permissions;
const many = (count: number) =>
  Array.from({ length: count }, (_, number) => contactWrite({ externalId: idOf(number) }));
const off = (number: number, told: boolean) =>
  contactWrite({ externalId: idOf(number), kind: 'take', attributes: {}, permissions: { '1~email': false }, told });

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

const grants = (contact: Sent) => JSON.stringify(contact).includes('"enabled":true');

test('a person who opted out gets her attributes and offs, and no grant', async () => {
  const { write, lists } = setUp(codes((contact) => (grants(contact) ? 'CONTACT_OPTOUT' : 'OK')));
  const permissions = { '1~email': true, '2~email': false };

  expect(await write([contactWrite({ permissions })])).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
  expect(lists().map(({ contacts }) => contacts.map(bitsOf))).toEqual([
    [
      [
        { bit: 1, enabled: true },
        { bit: 2, enabled: false },
      ],
    ],
    [[{ bit: 2, enabled: false }]],
  ]);
});

test('a person who opted out of everything is withheld, not refused', async () => {
  const { write } = setUp(codes(() => 'CONTACT_OPTOUT'));

  expect(await write(many(1))).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
});

test('an address that may not be mailed gets its attributes all the same', async () => {
  const { write, lists } = setUp(codes((contact) => (bitsOf(contact) ? 'NO_ACTIVE_CHANNEL' : 'OK')));

  expect(await write(many(1))).toEqual([{ kind: 'done', grantsWithheld: 'bounce' }]);
  expect(lists()).toHaveLength(2);
});

test('an opted-out person whose attributes change is neither refused nor sent twice', async () => {
  const { write, lists } = setUp(codes(() => 'CONTACT_OPTOUT'));

  expect(await write([contactWrite({ permissions: {} })])).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
  expect(lists()).toHaveLength(1);
});

test('when the attributes of a withheld person are refused, that is said', async () => {
  const { write } = setUp(codes((contact) => (bitsOf(contact) ? 'CONTACT_OPTOUT' : 'PROPERTY_INVALID')));

  expect(await write(many(1))).toEqual([{ kind: 'refused', code: 'PROPERTY_INVALID' }]);
});

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

test('an off that fails does not fail the others', async () => {
  const { write } = setUp((request) => (request.path.endsWith(idOf(1)) ? new Error('timeout') : plain(204)));

  expect((await write([off(1, false), off(2, false)])).map(({ kind }) => kind)).toEqual(['retry', 'done']);
});

test('an answer that cannot be read is tried again, and nothing of it is quoted', async () => {
  const { write } = setUp(() => plain(200, 'Eva Visser'));

  const results = await write(many(1));

  expect(results).toMatchObject([{ kind: 'retry', maybeApplied: true }]);
  expect(JSON.stringify(results)).not.toMatch(/Eva/);
});

test('an off by itself changes only what is there, and clears nothing', async () => {
  const { write, requests } = setUp(() => plain(204));

  await write([off(1, false)]);

  expect(requests).toMatchObject([{ method: 'PUT', body: { update: true, purge: false } }]);
});

const permissions = [
  { bit: 1, description: 'Newsletter', enabled: true },
  { bit: 2, description: 'Events', enabled: false },
];

test.each([
  [
    'there',
    json({ externalId: idOf(1), properties: { permissions } }),
    { kind: 'found', permissions: { '1~email': true, '2~email': false } },
  ],
  [
    'there, and mailed no more at its address',
    json({ properties: { email: 'x@example.org' }, channels: [{ name: 'EMAIL', value: false }] }),
    { kind: 'found', permissions: {}, closed: ['email'] },
  ],
  [
    'there without an address, which closes nothing',
    json({ properties: { email: '' }, channels: [{ name: 'EMAIL', value: false }] }),
    { kind: 'found', permissions: {} },
  ],
  ['there without permissions', json({ externalId: idOf(1), properties: {} }), { kind: 'found', permissions: {} }],
  ['not there', json({ errorType: 'CONTACT_NOT_FOUND' }, 404), { kind: 'absent' }],
  ['not there, said with 400', json({ errorType: 'CONTACT_NOT_FOUND' }, 400), { kind: 'absent' }],
  ['not to be had now', plain(503), { kind: 'unknown', reason: 'status 503' }],
  [
    'not to be had, as no answer comes',
    new Error('GET /contact: timeout'),
    { kind: 'unknown', reason: 'GET /contact: timeout' },
  ],
])('a contact that is %s', async (_, answer, expected) => {
  expect(await setUp(() => answer).read(idOf(1))).toEqual(expected);
});

test.each(['Eva Visser', '{"properties":"Eva Visser"}'])(
  'a contact that cannot be read is unknown, and nothing of it is quoted',
  async (text) => {
    const read = await setUp(() => plain(200, text)).read(idOf(1));

    expect(read).toMatchObject({ kind: 'unknown' });
    expect(JSON.stringify(read)).not.toMatch(/Eva/);
  },
);

test('the permissions are those of the property `permissions`, each bit as the account numbers it', async () => {
  const { listPermissions } = setUp(() =>
    json([
      { name: 'email', description: 'E-mail', type: 'email' },
      { name: 'interests', type: 'set', entries: [{ bit: 9, description: 'Not a permission' }] },
      {
        name: 'permissions',
        type: 'set',
        entries: [
          { bit: 1, description: 'Newsletter', rank: 1 },
          { bit: 4, description: 'Offers', rank: 2 },
        ],
      },
    ]),
  );

  expect(await listPermissions()).toEqual([
    { key: '1~email', externalId: '1', name: 'Newsletter' },
    { key: '4~email', externalId: '4', name: 'Offers' },
  ]);
});

test.each([
  ['503', plain(503)],
  ['a page of a proxy', plain(200, '<html/>')],
  ['a list without permissions, which would switch off everybody', json([{ name: 'email', type: 'email' }])],
])('%s is no list of permissions', async (_, answer) => {
  await expect(setUp(() => answer).listPermissions()).rejects.toThrow();
});

test('it can anonymise and nothing else that cannot be taken back; a contact that is not there is as good as done', async () => {
  const answers = [204, 404, 503];
  const { requests, ...spotler } = setUp((_, call) => ({
    status: answers[call - 1] ?? 204,
    body: '',
    retryAfterMs: undefined,
  }));

  expect(modesOf(spotler)).toEqual(['revoke', 'anonymise']);
  const results = [];
  for (const _ of answers) results.push(await spotler.endings.anonymise(idOf(1)));

  expect(results).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'retry', reason: 'status 503' }]);
  expect(requests[0]).toMatchObject({ method: 'PUT', path: `/contact/anonymize/${idOf(1)}` });
});
