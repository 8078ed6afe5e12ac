import { type Dataverse, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
});
afterEach(() => dataverse.stop());

test('the 53rd request at once is refused', async () => {
  await dataverse.control('faults', { match: { pathPattern: 'WhoAmI' }, delayMs: 300, count: 53 });

  const answers = await Promise.all(Array.from({ length: 53 }, () => dataverse.call('GET', 'WhoAmI')));

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.json.error.code).toBe('0x80072326');
});

test('switched off, nothing is refused; what is left is told all the same', async () => {
  await dataverse.control('limits', { on: false });
  await dataverse.control('faults', { match: { pathPattern: 'WhoAmI' }, delayMs: 100, count: 60 });

  const answers = await Promise.all(Array.from({ length: 60 }, () => dataverse.call('GET', 'WhoAmI')));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers[0]?.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toMatch(/^\d+$/);
});
