import { everyTypeAccount, type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start({ account: everyTypeAccount });
});
afterAll(() => spotler.stop());

const write = (properties: object) =>
  spotler.call('POST', '/contact', { update: true, contact: { externalId: 'c1', properties } });

const cases: Record<string, { readonly right: readonly unknown[]; readonly wrong: readonly unknown[] }> = {
  email: { right: ['a@b.nl', 'a.b+c@d-e.f.example'], wrong: ['a', 'a@b', 'a b@c.nl', '@c.nl', 'a@b..nl', 42] },
  birthday: {
    right: ['1999-12-31', '2000-02-29'],
    wrong: ['1999-12-31T00:00:00', '31-12-1999', '2001-02-29', 19991231],
  },
  firstPurchase: { right: ['2026-01-01'], wrong: ['2026-1-1', 'today'] },
  lastVisit: {
    right: ['2026-01-01T10:00:00', '2026-01-01T10:00:00+02:00', '2026-01-01T10:00:00Z'],
    wrong: ['2026-01-01', '2026-13-01T10:00:00', '2026-01-01T25:00:00'],
  },
  gender: { right: ['M', 'F'], wrong: ['male', 'm', 1] },
  visits: { right: [3, '3', -1], wrong: ['three', 1.5] },
  mobile: { right: ['0612345678', '+31 6 1234 5678', '0031612345678'], wrong: ['12', 'call me', '+31-6-12'] },
  spent: { right: [1999, '1999'], wrong: ['19.99', 19.99] },
  postcode: { right: ['1234 AB', '1234ab'], wrong: ['0123 AB', '12345', 'SW1A 1AA'] },
  remark: { right: ['anything', 42, true], wrong: [['list'], { an: 'object' }] },
  interests: {
    right: [[{ bit: 1099511627776, enabled: true }], []],
    wrong: ['1', [{ bit: 2, enabled: true }], [{ bit: 1 }]],
  },
};

for (const [name, { right, wrong }] of Object.entries(cases)) {
  for (const value of right)
    test(`${name} takes ${JSON.stringify(value)}`, async () => {
      expect((await write({ [name]: value })).status).toBe(204);
    });
  for (const value of wrong)
    test(`${name} refuses ${JSON.stringify(value)}`, async () => {
      expect(await write({ [name]: value })).toMatchObject({ status: 400, body: { errorType: 'INVALID_PROPERTY' } });
    });
}

test('the key of the published test vectors works on this account', async () => {
  expect(spotler.key).toEqual(expect.objectContaining({ consumerKey: 'test-key', consumerSecret: 'test secret&1' }));
  expect((await spotler.call('GET', '/contact/properties/list')).status).toBe(200);
});
