import { everyTypeAccount, type Started, start } from './start.ts';

let spotler: Started;

beforeAll(async () => {
  spotler = await start();
});
beforeEach(async () => {
  await spotler.control('POST', '/reset');
  const contacts = ['c1', 'c2', 'c3'].map((externalId) => ({ externalId, properties: {} }));
  await spotler.call('POST', '/contact/list', { contacts });
});
afterAll(() => spotler.stop());

const membersOf = async (externalId: string) => {
  const lists = (await spotler.control('GET', '/lists')).body as { externalId: string; members: string[] }[];
  return lists.find((list) => list.externalId === externalId)?.members;
};

const templist = (externalTemporaryListId: string, name: string, contacts?: string[]) =>
  spotler.call('POST', '/templist', { externalTemporaryListId, name, contacts });

const audience = (externalId: string, name: string) => spotler.call('POST', '/audience', { externalId, name });

describe('temporary lists', () => {
  test('a list is made with its contacts, listed and added to', async () => {
    const made = await templist('l1', 'First', ['c1']);
    const added = await spotler.call('POST', '/templist/l1', { contacts: ['c2', 'c1'] });

    expect([made.status, added.status]).toEqual([204, 204]);
    expect(await membersOf('l1')).toEqual(['c1', 'c2']);
    expect((await spotler.call('GET', '/templist')).body).toEqual([
      { externalTemporaryListId: 'l1', name: 'First', createdAt: expect.any(String), type: 'API' },
    ]);
  });

  test('ids and names are unique, and one unknown contact refuses the whole list', async () => {
    await templist('l1', 'First');

    expect(await templist('l1', 'Other')).toMatchObject({ status: 400, body: { errorType: 'ID_NOTUNIQUE' } });
    expect(await templist('l2', 'First')).toMatchObject({ status: 400, body: { errorType: 'NAME_ALREADY_IN_USE' } });
    expect(await templist('l3', 'Third', ['c1', 'nobody'])).toMatchObject({
      status: 400,
      body: { errorType: 'CONTACT_NOT_FOUND' },
    });
    expect(await spotler.call('POST', '/templist/l1', { contacts: ['c1', 'nobody'] })).toMatchObject({ status: 400 });
    expect(await membersOf('l1')).toEqual([]);
    expect((await spotler.call('GET', '/templist')).body).toHaveLength(1);
  });

  test('a list in use is not deleted, an unknown one is 404', async () => {
    await templist('l1', 'First');
    await spotler.control('POST', '/in-use', { list: 'l1', inUse: true });

    const inUse = await spotler.call('DELETE', '/templist/l1');
    await spotler.control('POST', '/in-use', { list: 'l1', inUse: false });
    const deleted = await spotler.call('DELETE', '/templist/l1');

    expect(inUse).toMatchObject({ status: 400, body: { message: 'Temporary list in use' } });
    expect(deleted.status).toBe(204);
    expect((await spotler.call('DELETE', '/templist/l1')).status).toBe(404);
    expect((await spotler.call('POST', '/templist/l1', { contacts: [] })).status).toBe(404);
  });

  test('there is a limit to how many lists there are', async () => {
    const small = await start({ account: everyTypeAccount });
    const make = (id: string) => small.call('POST', '/templist', { externalTemporaryListId: id, name: id });
    await make('l1');
    await make('l2');

    const third = await make('l3');
    await small.stop();

    expect(third).toMatchObject({ status: 400, body: { message: 'Too many temporary lists' } });
  });
});

describe('audiences', () => {
  test('an audience is made, read, renamed and deleted', async () => {
    const made = await spotler.call('POST', '/audience', { externalId: 'a1', name: 'First', description: 'One' });
    const renamed = await spotler.call('PUT', '/audience/a1', { externalId: 'a1', name: 'Second' });
    const read = await spotler.call('GET', '/audience/a1');
    const deleted = await spotler.call('DELETE', '/audience/a1');

    expect(made).toMatchObject({ status: 200, body: { externalId: 'a1', name: 'First', description: 'One' } });
    expect(renamed.body).toMatchObject({ externalId: 'a1', name: 'Second' });
    expect(read.body).toEqual(renamed.body);
    expect(deleted.status).toBe(204);
    expect((await spotler.call('GET', '/audience/a1')).status).toBe(404);
  });

  test('names and ids that are empty, too long or taken are 417', async () => {
    await audience('a1', 'First');
    await audience('a2', 'Second');
    const long = 'x'.repeat(256);

    for (const [id, name] of [
      ['a3', ''],
      ['a3', long],
      ['', 'Third'],
      [long, 'Third'],
      ['a3', 'First'],
      ['a1', 'Third'],
    ] as const)
      expect((await audience(id, name)).status).toBe(417);
    expect((await spotler.call('PUT', '/audience/a2', { externalId: 'a2', name: 'First' })).status).toBe(417);
    expect((await spotler.call('PUT', '/audience/a2', { externalId: 'a2', name: '' })).status).toBe(417);
  });

  test('another id in the body than in the path is 400, an unknown audience 404', async () => {
    await audience('a1', 'First');

    expect((await spotler.call('PUT', '/audience/a1', { externalId: 'a2', name: 'First' })).status).toBe(400);
    expect((await spotler.call('PUT', '/audience/a9', { externalId: 'a9', name: 'X' })).status).toBe(404);
    expect((await spotler.call('DELETE', '/audience/a9')).status).toBe(404);
    expect((await spotler.call('POST', '/audience/a9/contact', { contacts: [] })).status).toBe(404);
    expect((await spotler.call('DELETE', '/audience/a9/contact')).status).toBe(404);
  });

  test('contacts are added and removed; without a body all are removed', async () => {
    await audience('a1', 'First');
    await spotler.call('POST', '/audience/a1/contact', { contacts: ['c1', 'c2', 'c3'] });

    const removed = await spotler.call('DELETE', '/audience/a1/contact', { contacts: ['c2', 'nobody'] });
    const left = await membersOf('a1');
    const emptied = await spotler.call('DELETE', '/audience/a1/contact');

    expect([removed.status, emptied.status]).toEqual([204, 204]);
    expect(left).toEqual(['c1', 'c3']);
    expect(await membersOf('a1')).toEqual([]);
    expect((await spotler.call('GET', '/audience/a1')).body).toMatchObject({
      lastContactAddedAt: expect.any(String),
      lastContactRemovedAt: expect.any(String),
    });
  });

  test('unknown contacts are named and nobody is added', async () => {
    await audience('a1', 'First');

    const answer = await spotler.call('POST', '/audience/a1/contact', { contacts: ['c1', 'x', 'y'] });

    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      errorType: 'CONTACT_NOT_FOUND',
      message: 'Contacts not found',
      externalContactIds: ['x', 'y'],
    });
    expect(await membersOf('a1')).toEqual([]);
  });

  test('more than 2,500 contacts at a time are 413', async () => {
    await audience('a1', 'First');
    const contacts = Array.from({ length: 2501 }, (_, at) => `c${at}`);

    expect((await spotler.call('POST', '/audience/a1/contact', { contacts })).status).toBe(413);
    expect((await spotler.call('DELETE', '/audience/a1/contact', { contacts })).status).toBe(413);
  });

  test('an audience in use is not deleted: 417', async () => {
    await audience('a1', 'First');
    await spotler.control('POST', '/in-use', { list: 'a1', inUse: true });

    expect(await spotler.call('DELETE', '/audience/a1')).toMatchObject({
      status: 417,
      body: { errorType: 'INVALID_STATE' },
    });
  });

  test('a Professional account has no audiences: 403', async () => {
    const professional = await start({ account: everyTypeAccount });
    const calls = [
      ['POST', '/audience'],
      ['GET', '/audience/a1'],
      ['PUT', '/audience/a1'],
      ['DELETE', '/audience/a1'],
      ['POST', '/audience/a1/contact'],
      ['DELETE', '/audience/a1/contact'],
    ] as const;

    const answers = await Promise.all(
      calls.map(([method, path]) => professional.call(method, path, method === 'GET' ? undefined : {})),
    );
    await professional.stop();

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  });
});
