import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
});
afterEach(() => dataverse.stop());

const tracked = { prefer: 'odata.track-changes' };

const newContact = async () => {
  const id = newId();
  await dataverse.call('POST', 'contacts', { contactid: id, lastname: 'Vos' });
  return id;
};

test('the first read gives all rows, the deltaLink what changed and what was deleted, as ids only', async () => {
  const [kept, changed, deleted] = [await newContact(), await newContact(), await newContact()];
  const first = await dataverse.call('GET', 'contacts?$select=lastname', undefined, tracked);
  await dataverse.call('PATCH', `contacts(${changed})`, { lastname: 'New' });
  await dataverse.call('DELETE', `contacts(${deleted})`);

  const delta = await dataverse.call('GET', first.json['@odata.deltaLink']);

  expect(first.json.value.map((row: Json) => row.contactid)).toEqual([kept, changed, deleted]);
  expect(delta.json.value[0]).toMatchObject({ contactid: changed, lastname: 'New' });
  expect(delta.json.value[1]).toEqual({
    '@odata.context': expect.stringMatching(/contacts\/\$deletedEntity$/),
    id: deleted,
    reason: 'deleted',
  });
  expect(delta.json.value).toHaveLength(2);
});

test('what changes while pages are read comes with the deltaLink of the last page', async () => {
  const ids = [await newContact(), await newContact(), await newContact()];
  const prefer = { prefer: 'odata.track-changes, odata.maxpagesize=2' };
  const first = await dataverse.call('GET', 'contacts?$select=lastname', undefined, prefer);
  await dataverse.call('PATCH', `contacts(${ids[0]})`, { lastname: 'Meanwhile' });

  const last = await dataverse.call('GET', first.json['@odata.nextLink'], undefined, prefer);
  const delta = await dataverse.call('GET', last.json['@odata.deltaLink']);

  expect(first.json['@odata.deltaLink']).toBeUndefined();
  expect(last.json.value.map((row: Json) => row.contactid)).toEqual([ids[2]]);
  expect(delta.json.value.map((row: Json) => row.contactid)).toEqual([ids[0]]);
});

test('a token dies after seven days and by order, with an error that asks for a full sync', async () => {
  const first = await dataverse.call('GET', 'contacts', undefined, tracked);
  await dataverse.control('expireDeltaTokens', {});
  const second = await dataverse.call('GET', 'contacts', undefined, tracked);

  const byOrder = await dataverse.call('GET', first.json['@odata.deltaLink']);
  const alive = await dataverse.call('GET', second.json['@odata.deltaLink']);
  await dataverse.control('clock', { advanceSeconds: 8 * 86_400 });
  const token = await dataverse.signIn();
  const byAge = await dataverse.call('GET', second.json['@odata.deltaLink'], undefined, {
    authorization: `Bearer ${token}`,
  });

  expect(alive.status).toBe(200);
  for (const answer of [byOrder, byAge]) {
    expect(answer).toMatchObject({ status: 400, json: { error: { code: '0x80044352' } } });
  }
});

test('filters do not go with change tracking', async () => {
  const answer = await dataverse.call('GET', "contacts?$filter=lastname eq 'Vos'", undefined, tracked);

  expect(answer.status).toBe(400);
});

test('$count with a token counts the changes', async () => {
  const first = await dataverse.call('GET', 'contacts', undefined, tracked);
  await newContact();
  const token = new URL(first.json['@odata.deltaLink']).searchParams.get('$deltatoken');

  const { text } = await dataverse.call('GET', `contacts/$count?$deltatoken=${encodeURIComponent(token ?? '')}`);

  expect(text).toBe('1');
});

test('row versions pass 2^53 without losing a digit', async () => {
  const id = await newContact();
  await dataverse.control('versions', { next: '9007199254740993' });
  await dataverse.call('PATCH', `contacts(${id})`, { lastname: 'Big' });

  const { text, headers } = await dataverse.call('GET', `contacts(${id})?$select=versionnumber`);

  expect(text).toContain('"versionnumber":9007199254740993');
  expect(headers.get('etag')).toBe('W/"9007199254740993"');
});
