import type { PlatformContact } from '../../../functions/src/event/platform-contact.ts';
import { createLists } from '../../../functions/src/platforms/spotler/lists.ts';
import { type Started, start } from '../spotler/start.ts';

/** Our lists against the sandbox, with whatever is not known of the real one turned both ways. */
let sandbox: Started;
beforeAll(async () => {
  sandbox = await start();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});
afterAll(() => sandbox.stop());

function connect(now = Date.now(), prefix = '/integrationservice-1.1.0') {
  const get = async (path: string) => {
    const { status, text, headers } = await sandbox.call('GET', path, undefined, prefix);
    const after = headers.get('retry-after');
    return { status, body: text, retryAfterMs: after === null ? undefined : Number(after) * 1000 };
  };
  return createLists(get, () => now);
}

type Read = { readonly contacts: readonly PlatformContact[]; readonly cursor: string | undefined };

async function readAll(
  pages: AsyncIterable<{ readonly items: readonly PlatformContact[]; readonly cursor: string }>,
): Promise<Read> {
  const contacts: PlatformContact[] = [];
  let cursor: string | undefined;
  for await (const page of pages) {
    contacts.push(...page.items);
    cursor = page.cursor;
  }
  return { contacts, cursor };
}

const unsubscribe = (at: string) => sandbox.control('POST', '/unsubscribe', { externalId: 'seed-2', bit: 1, at });
const isOff = ({ contacts }: Read) =>
  contacts.findLast(({ externalId }) => externalId === 'seed-2')?.permissions['1~email'] === false;

test('every contact is read, though one second holds more than an answer does, and calls stay few', async () => {
  await sandbox.control('POST', '/seed', { contacts: 11_000 });

  const { contacts } = await readAll(connect().contacts(undefined, 10_000));

  expect(new Set(contacts.map(({ platformId }) => platformId)).size).toBe(11_000);
  const { body } = await sandbox.control('GET', '/requests');
  expect(body.filter(({ path }: { path: string }) => path.includes('updates/list')).length).toBeLessThan(60);
});

for (const prefix of ['/integrationservice', '/integrationservice-1.1.0']) {
  test(`a list is read as a bare one and beside its paging (${prefix})`, async () => {
    await sandbox.control('POST', '/seed', { contacts: 3 });

    expect((await readAll(connect(Date.now(), prefix).contacts(undefined, 10_000))).contacts).toHaveLength(3);
  });
}

for (const datesAs of ['epoch', 'iso']) {
  for (const zone of ['Europe/Amsterdam', 'America/New_York', 'Asia/Tokyo']) {
    test(`an unsubscribe is found with dates as ${datesAs} in an account in ${zone}`, async () => {
      await sandbox.control('POST', '/behaviour', { datesAs, zone });
      await sandbox.control('POST', '/seed', { contacts: 3 });
      const spotler = connect();
      const { cursor } = await readAll(spotler.changes(undefined));
      await sandbox.control('POST', '/unsubscribe', { externalId: 'seed-2', bit: 1 });

      expect(isOff(await readAll(spotler.changes(cursor)))).toBe(true);
    });
  }

  test(`both halves of the hour that happens twice are seen, with dates as ${datesAs}`, async () => {
    await sandbox.control('POST', '/behaviour', { datesAs, zone: 'Europe/Amsterdam' });
    await sandbox.control('POST', '/seed', { contacts: 3 });
    await sandbox.control('POST', '/subscribe', { externalId: 'seed-2', bit: 1, at: '2026-10-25T02:50:00+02:00' });
    await sandbox.control('POST', '/subscribe', { externalId: 'seed-3', bit: 1, at: '2026-10-25T02:55:00+02:00' });
    const start = JSON.stringify({ at: Date.UTC(2026, 9, 25), newest: Date.UTC(2026, 9, 25), west: 0 });
    const before = await readAll(connect(Date.parse('2026-10-25T03:00:00+02:00')).changes(start));
    await unsubscribe('2026-10-25T02:10:00+01:00');

    const after = await readAll(connect(Date.parse('2026-10-25T02:11:00+01:00')).changes(before.cursor));

    expect([isOff(before), isOff(after)]).toEqual([false, true]);
  });
}

test('a bounce is read with its kind and its contact as it is now', async () => {
  await sandbox.control('POST', '/seed', { contacts: 2 });
  await sandbox.control('POST', '/bounce', { externalId: 'seed-1', type: 'HARDBOUNCE' });

  const found = [];
  for await (const { items } of connect().bounces(undefined)) found.push(...items);

  expect(found).toMatchObject([{ kind: 'hard', contact: { externalId: 'seed-1', mailable: false } }]);
});

test('asked to slow down, it waits and goes on', async () => {
  await sandbox.control('POST', '/seed', { contacts: 2 });
  const fault = { match: { pathPattern: 'updates/list' }, status: 429, headers: { 'retry-after': '1' }, count: 1 };
  await sandbox.control('POST', '/faults', fault);

  expect((await readAll(connect().contacts(undefined, 10_000))).contacts).toHaveLength(2);
});

test('a list that cannot be read is an error, never an empty one', async () => {
  for (const fault of [
    { status: 500 },
    { status: 200, body: '{"paging":{}}' },
    { status: 200, body: '[{"externalId":"x"}]' },
  ]) {
    await sandbox.control('POST', '/faults', { match: { pathPattern: 'updates/list' }, ...fault, count: 1 });

    await expect(readAll(connect().contacts(undefined, 10_000))).rejects.toThrow(/list/);
  }
});
