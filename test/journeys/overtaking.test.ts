import { bitsOn, subscribe } from './ask.ts';
import { type Columns, type House, type JourneyEvent, startHouse } from './house.ts';

/** A bulk of events stands in front, and the relay may read the CRM only once a second for them. */
let house: House;
beforeAll(async () => {
  house = await startHouse(['--set', 'EVENT_QUERIES_PER_SECOND=1']);
});
afterAll(() => house.stop());

test('N-2 X-1: a withdrawal is at the platform while a bulk still stands in front, and what the bulk read before never undoes it', async () => {
  const [deleted, unticked] = [await subscribe(house, 'Weg'), await subscribe(house, 'Af')];
  expect([await bitsOn(house, deleted.id), await bitsOn(house, unticked.id)]).toEqual([['1'], ['1']]);
  await house.post(`${house.dataverse}/_control/seed`, { contacts: 120 });
  const rows: readonly Columns[] = await house.crm.rows('contacts?$select=contactid');
  const ids = rows.map(({ contactid }) => String(contactid));
  for (let start = 0; start < ids.length; start += 100)
    await house.crm.action('assent_SyncRecord', { Table: 'contact', Ids: ids.slice(start, start + 100) });

  await house.crm.update('assent_permissions', unticked.row, { assent_granted: false });
  await house.crm.remove('contacts', deleted.id);
  await house.quiet();

  // The bulk was still waiting when both were off.
  const all = (await house.get(`${house.journey}/_control/events?since=0`)) as readonly JourneyEvent[];
  const offs = [deleted.id, unticked.id].map((of) => all.find(({ id, call }) => id === of && call === 'take')?.n);
  expect(offs).toEqual([expect.any(Number), expect.any(Number)]);
  const after = all.filter(({ event, n }) => event === 'ended' && offs.every((off = n) => n > off));
  expect(after.length).toBeGreaterThan(90);
  expect([await bitsOn(house, deleted.id), await bitsOn(house, unticked.id)]).toEqual([[], []]);
});

test('G-6 36: a step that is registered twice sends every event twice, and nothing is done twice', async () => {
  const [step] = await house.crm.rows(
    "sdkmessageprocessingsteps?$select=name,_sdkmessageid_value,_sdkmessagefilterid_value,_eventhandler_value&$filter=name eq 'Assent: Create of contact'",
  );
  await house.crm.create('sdkmessageprocessingsteps', {
    name: 'A copy of it',
    stage: 40,
    mode: 1,
    rank: 1,
    supporteddeployment: 0,
    'sdkmessageid@odata.bind': `/sdkmessages(${step?._sdkmessageid_value})`,
    'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${step?._sdkmessagefilterid_value})`,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${step?._eventhandler_value})`,
  });

  const id = await house.crm.create('contacts', { lastname: 'Dubbel', emailaddress1: 'dubbel@example.org' });
  await house.quiet();

  const events = await house.events(id);
  expect(events.filter(({ event }) => event === 'accepted')).toHaveLength(2);
  expect(events.filter(({ event, call }) => event === 'called' && call === 'give')).toHaveLength(1);
});
