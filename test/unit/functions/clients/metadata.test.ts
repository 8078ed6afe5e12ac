import { createColumnFacts, createSubscriptions } from '../../../../functions/src/clients/metadata.ts';
import { idOf } from '../../builders.ts';

function fakeQuery(answer: (call: number) => readonly Record<string, unknown>[]) {
  const paths: string[] = [];
  return {
    paths,
    query: async (path: string) => {
      paths.push(path);
      return answer(paths.length);
    },
  };
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

const attribute = (LogicalName: string, AttributeType: string, IsSecured: boolean | null = false) => ({
  LogicalName,
  AttributeType,
  IsSecured,
});

test('the columns of a table are known with what matters of them', async () => {
  const { query, paths } = fakeQuery(() => [
    attribute('firstname', 'String'),
    attribute('ownerid', 'Owner'),
    attribute('parentcustomerid', 'Customer'),
    attribute('accountid', 'Lookup'),
    attribute('gendercode', 'Picklist'),
    attribute('statuscode', 'Status'),
    attribute('numberofemployees', 'Integer'),
    attribute('birthdate', 'DateTime', true),
    attribute('odd', 'Virtual', null),
  ]);

  const columns = await createColumnFacts({ query })('contact');

  expect(paths[0]).toContain("EntityDefinitions(LogicalName='contact')/Attributes");
  const plain = { isLookup: false, isSecured: false, hasLabel: false };
  const lookup = { isLookup: true, isSecured: false, hasLabel: true };
  expect(Object.fromEntries(columns)).toEqual({
    firstname: plain,
    ownerid: lookup,
    parentcustomerid: lookup,
    accountid: lookup,
    gendercode: { ...plain, hasLabel: true },
    statuscode: { ...plain, hasLabel: true },
    numberofemployees: plain,
    birthdate: { ...plain, isSecured: true },
    odd: plain,
  });
});

test('columns are kept for a minute, each table by itself', async () => {
  const { query, paths } = fakeQuery(() => []);
  const columns = createColumnFacts({ query });
  await Promise.all([columns('contact'), columns('contact'), columns('lead')]);

  jest.setSystemTime(30_000);
  await columns('contact');
  expect(paths).toHaveLength(2);
  jest.setSystemTime(60_000);
  await columns('contact');
  expect(paths).toHaveLength(3);
});

test('columns that could not be read are read again', async () => {
  const { query, paths } = fakeQuery((call) => {
    if (call === 1) throw new Error('503');
    return [];
  });
  const columns = createColumnFacts({ query });

  await expect(columns('contact')).rejects.toThrow('503');
  expect((await columns('contact')).size).toBe(0);
  expect(paths).toHaveLength(2);
});

const subscription = (number: number, externalId: unknown) => ({
  assent_subscriptionid: idOf(number).toUpperCase(),
  assent_externalid: externalId,
});

test('a subscription row is known by the platform’s id', async () => {
  const { query } = fakeQuery(() => [subscription(1, '1'), subscription(2, null)]);

  expect(await createSubscriptions({ query }).subscriptions([idOf(1)])).toEqual(
    new Map([
      [idOf(1), '1'],
      [idOf(2), ''],
    ]),
  );
});

test('a subscription that is new is read at once, one that is known not for a minute', async () => {
  const { query, paths } = fakeQuery((call) => [subscription(1, '1'), ...(call > 1 ? [subscription(2, '2')] : [])]);
  const { subscriptions } = createSubscriptions({ query });
  await subscriptions([idOf(1)]);
  await subscriptions([idOf(1)]);
  expect(paths).toHaveLength(1);

  expect((await subscriptions([idOf(1), idOf(2)])).get(idOf(2))).toBe('2');
  expect(paths).toHaveLength(2);
});

test('a subscription that changed its id is noticed within a minute', async () => {
  const { query } = fakeQuery((call) => [subscription(1, String(call))]);
  const { subscriptions } = createSubscriptions({ query });
  await subscriptions([idOf(1)]);

  jest.setSystemTime(60_000);

  expect((await subscriptions([idOf(1)])).get(idOf(1))).toBe('2');
});

test('subscriptions that could not be read are an error, and are read again', async () => {
  const { query } = fakeQuery((call) => {
    if (call === 1) throw new Error('503');
    return [subscription(1, '1')];
  });
  const { subscriptions } = createSubscriptions({ query });

  await expect(subscriptions([idOf(1)])).rejects.toThrow('503');
  expect((await subscriptions([idOf(1)])).size).toBe(1);
});

test('who cannot wait is told what was read last, and what nobody knows is read beside her, every two seconds at most', async () => {
  jest.setSystemTime(100_000);
  const rows = [[], [{ assent_subscriptionid: idOf(1), assent_externalid: '1' }]];
  const { query, paths } = fakeQuery((call) => rows[call - 1] ?? rows[1] ?? []);
  const { known } = createSubscriptions({ query });

  expect([known(idOf(1)), known(idOf(1))]).toEqual([undefined, undefined]);
  await Promise.resolve();
  expect(paths).toHaveLength(1);
  jest.setSystemTime(102_000);
  expect(known(idOf(1))).toBeUndefined();
  await Promise.resolve();
  await Promise.resolve();

  expect(known(idOf(1))).toBe('1');
  expect(paths).toHaveLength(2);
});

test('what a look has read is known at once to who cannot wait', async () => {
  jest.setSystemTime(100_000);
  const { query, paths } = fakeQuery(() => [{ assent_subscriptionid: idOf(1), assent_externalid: '1' }]);
  const { subscriptions, known } = createSubscriptions({ query });
  await subscriptions([idOf(1)]);

  expect(known(idOf(1))).toBe('1');
  expect(paths).toHaveLength(1);
});
