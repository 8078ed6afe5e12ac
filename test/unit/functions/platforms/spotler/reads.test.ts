import { idOf } from '../../../builders.ts';
import { json, plain, setUp } from './set-up.ts';

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
