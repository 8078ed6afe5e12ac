import { type Dataverse, type Json, newId, openDataverse, until } from './open-dataverse.ts';
import { consentSet, endpointId, sampleSolution } from './sample-solution.ts';
import { openWebhookHost, type Received } from './webhook-host.ts';

let dataverse: Dataverse;
let host: Awaited<ReturnType<typeof openWebhookHost>>;

beforeAll(async () => {
  host = await openWebhookHost();
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution(), true);
  await dataverse.call('PATCH', `serviceendpoints(${endpointId})`, { url: host.url, authvalue: 'k&y' });
  await dataverse.control('mark', {});
});
beforeEach(async () => {
  await dataverse.control('reset', {});
  await dataverse.control('async', { repeatShare: 0 });
  host.clear();
});
afterAll(async () => {
  await dataverse.stop();
  await host.stop();
});

const quiet = () =>
  until(async () => {
    const { webhooks } = (await dataverse.control('state')).json;
    return webhooks.waiting + webhooks.underWay === 0;
  });

const received = async (count: number): Promise<Received[]> => {
  await until(() => host.received.length >= count);
  await quiet();
  return [...host.received].sort((a, b) => (a.body.MessageName < b.body.MessageName ? -1 : 1));
};

const createContact = async (values: object = {}) => {
  const id = newId();
  await dataverse.call('POST', 'contacts', {
    contactid: id,
    firstname: 'Ada',
    lastname: 'Vos',
    emailaddress1: 'ada@example.org',
    ...values,
  });
  return id;
};

const attributesOf = (entity: Json): Record<string, Json> =>
  Object.fromEntries(entity.Attributes.map(({ key, value }: Json) => [key, value]));
const targetOf = (body: Json) => body.InputParameters.find(({ key }: Json) => key === 'Target').value;
const guid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const date = expect.stringMatching(/^\/Date\(-?\d+\)\/$/);
const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';

/** The members of a body, as stored public payloads have them. */
const contextShape = {
  BusinessUnitId: guid,
  CorrelationId: guid,
  Depth: expect.any(Number),
  InitiatingUserId: guid,
  InputParameters: expect.any(Array),
  IsExecutingOffline: false,
  IsInTransaction: expect.any(Boolean),
  IsOfflinePlayback: false,
  IsolationMode: 1,
  MessageName: expect.any(String),
  Mode: expect.any(Number),
  OperationCreatedOn: expect.stringMatching(/^\/Date\(\d+([+-]\d{4})?\)\/$/),
  OperationId: guid,
  OrganizationId: guid,
  OrganizationName: expect.any(String),
  OutputParameters: expect.any(Array),
  OwningExtension: {
    Id: guid,
    KeyAttributes: [],
    LogicalName: 'sdkmessageprocessingstep',
    Name: expect.any(String),
    RowVersion: null,
  },
  PostEntityImages: expect.any(Array),
  PreEntityImages: expect.any(Array),
  PrimaryEntityId: guid,
  PrimaryEntityName: expect.any(String),
  RequestId: guid,
  SecondaryEntityName: 'none',
  SharedVariables: expect.any(Array),
  Stage: expect.any(Number),
  UserId: guid,
};

const entityShape = {
  Attributes: expect.any(Array),
  EntityState: null,
  FormattedValues: expect.any(Array),
  Id: guid,
  KeyAttributes: [],
  LogicalName: expect.any(String),
  RelatedEntities: [],
  RowVersion: null,
};

test('a create is told with the whole row, typed as .NET writes it', async () => {
  const id = await createContact({ gendercode: 2, birthdate: '1960-05-01', annualincome: 10.5 });

  const [only] = await received(1);

  expect(only?.url).toBe('/hook?code=k%26y');
  expect(only?.headers).toMatchObject({
    'x-ms-dynamics-entity-name': 'contact',
    'x-ms-dynamics-request-name': 'Create',
  });
  expect(only?.headers['x-ms-dynamics-msg-size-exceeded']).toBeUndefined();
  const body = only?.body;
  expect(body).toMatchObject({ ...contextShape, Mode: 1, Stage: 40, IsInTransaction: false, PrimaryEntityId: id });
  expect(body.OutputParameters).toEqual([{ key: 'id', value: id }]);
  expect(targetOf(body)).toMatchObject({ __type: `Entity:${contracts}`, ...entityShape, Id: id });
  expect(attributesOf(targetOf(body))).toMatchObject({
    firstname: 'Ada',
    fullname: 'Ada Vos',
    contactid: id,
    createdon: date,
    birthdate: '/Date(-305164800000)/',
    gendercode: { __type: `OptionSetValue:${contracts}`, Value: 2 },
    annualincome: { __type: `Money:${contracts}`, Value: 10.5 },
    ownerid: {
      __type: `EntityReference:${contracts}`,
      Id: guid,
      LogicalName: 'systemuser',
      Name: null,
      RowVersion: null,
    },
    modifiedonbehalfby: null,
    donotemail: false,
  });
  expect(targetOf(body).FormattedValues).toContainEqual({ key: 'gendercode', value: 'Female' });
});

test('no body carries a row version', async () => {
  const id = await createContact();
  await dataverse.call('PATCH', `contacts(${id})`, { firstname: 'Eve' });
  await dataverse.call('DELETE', `contacts(${id})`);

  const texts = (await received(3)).map(({ body }) => JSON.stringify(body));

  for (const text of texts) {
    expect(text).not.toContain('versionnumber');
    expect(text).not.toMatch(/"RowVersion":(?!null)/);
  }
});

test('members stand in alphabetical order', async () => {
  await createContact();

  const [only] = await received(1);

  expect(Object.keys(only?.body)).toEqual(Object.keys(only?.body).sort());
});

test('OperationCreatedOn of an asynchronous body lies off the true time by the offset it prints', async () => {
  const before = Date.now();
  await createContact();

  const [only] = await received(1);

  const [, ms, hours] = /^\/Date\((\d+)\+0(\d)00\)\/$/.exec(only?.body.OperationCreatedOn) ?? [];
  const trueMs = Number(ms) + Number(hours) * 3_600_000;
  expect(Number(ms) % 1000).toBe(0);
  expect(Math.abs(trueMs - before)).toBeLessThan(5000);
});

test('an update tells only what was sent, an emptied column as null, and the registered pre image', async () => {
  const id = await createContact();
  await received(1);
  host.clear();
  await dataverse.call('PATCH', `contacts(${id})`, { emailaddress1: null });

  const [only] = await received(1);

  const attributes = attributesOf(targetOf(only?.body));
  expect(Object.keys(attributes).sort()).toEqual([
    'contactid',
    'emailaddress1',
    'modifiedby',
    'modifiedon',
    'modifiedonbehalfby',
  ]);
  expect(attributes.emailaddress1).toBeNull();
  const image = only?.body.PreEntityImages.find(({ key }: Json) => key === 'before').value;
  expect(image).toMatchObject(entityShape);
  expect(image.__type).toBeUndefined();
  expect(attributesOf(image)).toEqual({
    contactid: id,
    emailaddress1: 'ada@example.org',
    statecode: { __type: `OptionSetValue:${contracts}`, Value: 0 },
  });
  expect(only?.body.PostEntityImages.map(({ key }: Json) => key)).toEqual(['AsynchronousStepPrimaryName']);
});

test('a column filter looks at what was sent, changed or not', async () => {
  const id = await createContact();
  await received(1);
  host.clear();

  await dataverse.call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });
  await dataverse.call('PATCH', `contacts(${id})`, { firstname: 'Ada' });
  const all = await received(1);

  expect(all.map(({ body }) => attributesOf(targetOf(body)).firstname)).toEqual(['Ada']);
});

test('one save of columns, owner and state is told as separate updates', async () => {
  const id = await createContact();
  await received(1);
  host.clear();
  await dataverse.call('PATCH', `contacts(${id})`, { firstname: 'Eve', statecode: 1 });

  const bodies = (await received(2)).map(({ body }) => body);

  const keys = bodies.map((body) => Object.keys(attributesOf(targetOf(body))));
  expect(keys.find((list) => list.includes('statecode'))).toEqual(expect.not.arrayContaining(['firstname']));
  expect(keys.find((list) => list.includes('firstname'))).toEqual(expect.not.arrayContaining(['statecode']));
});

test('a delete tells a reference and the pre image, and so do the rows it takes along', async () => {
  const id = await createContact();
  const consent = newId();
  await dataverse.call('POST', consentSet, {
    smp_consentid: consent,
    smp_granted: true,
    'smp_contactid@odata.bind': `/contacts(${id})`,
  });
  await received(1);
  host.clear();
  await dataverse.call('DELETE', `contacts(${id})`);

  const bodies = (await received(2)).map(({ body }) => body);

  const own = bodies.find(({ PrimaryEntityName }) => PrimaryEntityName === 'contact');
  const child = bodies.find(({ PrimaryEntityName }) => PrimaryEntityName === 'smp_consent');
  expect(targetOf(own)).toMatchObject({ __type: `EntityReference:${contracts}`, Id: id, LogicalName: 'contact' });
  expect(own.PostEntityImages).toEqual([]);
  expect(attributesOf(child.PreEntityImages[0].value).smp_contactid).toMatchObject({ Id: id, LogicalName: 'contact' });
  expect(child.Depth).toBe(2);
});

test('a body over 256 KB loses four members, a header says so, and the record is still named', async () => {
  const id = newId();
  await dataverse.importZip(
    sampleSolution({ steps: [{ id: '07', message: 'Create', table: 'annotation' }], url: host.url }),
    true,
  );
  await dataverse.call('POST', 'annotations', { annotationid: id, subject: 'big', documentbody: 'x'.repeat(300_000) });

  const [only] = await received(1);

  expect(only?.headers['x-ms-dynamics-msg-size-exceeded']).toBe('true');
  expect(only?.bytes).toBeLessThan(256 * 1024);
  for (const member of ['InputParameters', 'PreEntityImages', 'PostEntityImages', 'ParentContext'])
    expect(only?.body).not.toHaveProperty(member);
  expect(only?.body).toMatchObject({ PrimaryEntityName: 'annotation', PrimaryEntityId: id });
});

test('a webhook that answers 503 is sent once more, with the same operation id', async () => {
  host.answers.push(503);
  await createContact();

  const all = await received(2);

  expect(new Set(all.map(({ body }) => body.OperationId)).size).toBe(1);
  const [entry] = (await dataverse.control('webhooks')).json;
  expect(entry.attempts.map(({ status }: Json) => status)).toEqual([503, 202]);
});

test('a webhook that answers 500 is not sent again: the job has failed', async () => {
  host.answers.push(500);
  const id = await createContact();
  await received(1);

  const { json } = await dataverse.call(
    'GET',
    'asyncoperations?$filter=statuscode eq 31&$select=messagename,statecode,_owningextensionid_value,_regardingobjectid_value',
  );

  expect(host.received).toHaveLength(1);
  expect(json.value[0]).toMatchObject({ statecode: 3, messagename: 'Create', _regardingobjectid_value: id });
});

test('two 503 in a row are a failed job too', async () => {
  host.answers.push(503, 503);
  await createContact();
  await received(2);

  const failed = await dataverse.call('GET', 'asyncoperations/$count?$filter=statuscode eq 31');

  expect(failed.text).toBe('1');
});

test('a paused queue holds everything back until it goes on', async () => {
  await dataverse.control('async', { paused: true });
  await createContact();
  const held = await until(async () => {
    const { webhooks } = (await dataverse.control('state')).json;
    return webhooks.paused === 1 && webhooks;
  });

  await dataverse.control('async', { paused: false });
  await received(1);

  expect(held).toEqual({ waiting: 0, paused: 1, underWay: 0 });
});

test('the queue repeats and drops as told', async () => {
  await dataverse.control('async', { repeatShare: 1 });
  await createContact();
  const twice = await received(2);
  host.clear();
  await dataverse.control('async', { repeatShare: 0, dropShare: 1 });
  await createContact();
  await quiet();

  expect(new Set(twice.map(({ body }) => body.OperationId)).size).toBe(1);
  expect(host.received).toHaveLength(0);
  expect((await dataverse.control('webhooks')).json.at(-1)).toMatchObject({ dropped: true, message: 'Create' });
});

test('without shuffling jobs go out one by one, in the order of the saves', async () => {
  await dataverse.control('async', { shuffle: false, delayMs: [0, 5] });
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1) ids.push(await createContact());
  await until(() => host.received.length >= 20);

  expect(host.received.map(({ body }) => body.PrimaryEntityId)).toEqual(ids);
});

test('writes with ?tag= carry it as a shared variable', async () => {
  await dataverse.call('POST', 'contacts?tag=mine', { lastname: 'Vos' });

  const [only] = await received(1);

  expect(only?.body.SharedVariables).toContainEqual({ key: 'tag', value: 'mine' });
});

test('writes that bypass custom logic, and those past the API, run no step', async () => {
  await dataverse.call(
    'POST',
    'contacts',
    { lastname: 'Vos' },
    { 'MSCRM.BypassBusinessLogicExecution': 'CustomSync,CustomAsync' },
  );
  await dataverse.control('write', { table: 'contact', id: newId(), set: { lastname: 'Bos' } });
  await dataverse.control('seed', { contacts: 3, leads: 1, accounts: 1 });
  await quiet();

  expect((await dataverse.control('webhooks')).json).toEqual([]);
  expect((await dataverse.call('GET', 'contacts/$count')).text).toBe('5');
});

test('a disabled step runs no more', async () => {
  await dataverse.call('PATCH', 'sdkmessageprocessingsteps(5e000000-0000-4000-8000-000000000001)', {
    statecode: 1,
    statuscode: 2,
  });
  await createContact();
  await quiet();

  expect((await dataverse.control('webhooks')).json).toEqual([]);
});

describe('a synchronous step', () => {
  beforeEach(async () => {
    const step = { id: '08', message: 'Update', table: 'contact', mode: 0 } as const;
    await dataverse.importZip(sampleSolution({ steps: [step], url: host.url }), true);
  });
  afterEach(() => dataverse.call('DELETE', 'sdkmessageprocessingsteps(5e000000-0000-4000-8000-000000000008)'));

  test('runs inside the save, with the request as its operation', async () => {
    const id = await createContact();
    await received(1);
    host.clear();
    const answer = await dataverse.call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });

    expect(answer.status).toBe(204);
    expect(host.received).toHaveLength(1);
    expect(host.received[0]?.body).toMatchObject({ ...contextShape, Mode: 0, IsInTransaction: true });
    expect(host.received[0]?.body.OperationId).toBe(host.received[0]?.body.RequestId);
  });

  test('fails the save when it is refused, and nothing remains of it', async () => {
    const id = await createContact();
    await received(1);
    host.answers.push(400);

    const answer = await dataverse.call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });

    expect(answer).toMatchObject({ status: 400, json: { error: { code: '0x80050201' } } });
    expect((await dataverse.call('GET', `contacts(${id})?$select=jobtitle`)).json.jobtitle).toBeNull();
  });

  test('lets writers of the same row wait for each other, so that neither is lost', async () => {
    const id = await createContact();
    await received(1);
    host.clear();
    const activity = async () => (await dataverse.control('state')).json.activity;
    const release = host.hold();

    const first = dataverse.call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });
    await until(() => host.received.length === 1);
    const before = await activity();
    const second = dataverse.call('PATCH', `contacts(${id})`, { department: 'Bread' });
    await until(async () => (await activity()) > before);
    release();
    await Promise.all([first, second]);

    expect((await dataverse.call('GET', `contacts(${id})`)).json).toMatchObject({
      jobtitle: 'Baker',
      department: 'Bread',
    });
  });
});

test('a step on the message of a Custom API is registered over the Web API and runs within the call', async () => {
  const message = (await dataverse.call('GET', "sdkmessages?$filter=name eq 'smp_Touch'")).json.value[0];
  const step = await dataverse.call('POST', 'sdkmessageprocessingsteps', {
    name: 'touch',
    mode: 0,
    stage: 40,
    rank: 1,
    supporteddeployment: 0,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpointId})`,
    'sdkmessageid@odata.bind': `/sdkmessages(${message.sdkmessageid})`,
  });
  const answer = await dataverse.call('POST', 'smp_Touch', { Table: 'contact', Ids: ['a', 'b'] });

  expect([step.status, answer.status]).toEqual([204, 204]);
  expect(host.received[0]?.body).toMatchObject({
    ...contextShape,
    MessageName: 'smp_Touch',
    PrimaryEntityName: 'none',
    InputParameters: expect.arrayContaining([
      { key: 'Table', value: 'contact' },
      { key: 'Ids', value: ['a', 'b'] },
    ]),
  });
});

test('a Custom API refuses a missing parameter, an unknown one and one of another type', async () => {
  const missing = await dataverse.call('POST', 'smp_Touch', { Table: 'contact' });
  const unknown = await dataverse.call('POST', 'smp_Touch', { Table: 'contact', Ids: [], More: 1 });
  const wrong = await dataverse.call('POST', 'smp_Touch', { Table: 'contact', Ids: 'a' });

  expect([missing.status, unknown.status, wrong.status]).toEqual([400, 400, 400]);
});

test('a merge tells the winner, the loser and what the winner takes over', async () => {
  const [winner, loser] = [await createContact(), await createContact()];
  await received(2);
  host.clear();
  const type = 'Microsoft.Dynamics.CRM.contact';
  await dataverse.call('POST', 'Merge', {
    Target: { '@odata.type': type, contactid: winner },
    Subordinate: { '@odata.type': type, contactid: loser },
    UpdateContent: { '@odata.type': type, firstname: 'Both' },
    PerformParentingChecks: false,
  });

  const bodies = (await received(3)).map(({ body }) => body).filter(({ Mode }) => Mode === 1);

  const merge = bodies.find(({ MessageName }) => MessageName === 'Merge');
  const parameters = Object.fromEntries(merge.InputParameters.map(({ key, value }: Json) => [key, value]));
  expect(merge.PrimaryEntityId).toBe(winner);
  expect(parameters).toMatchObject({
    Target: { __type: `EntityReference:${contracts}`, Id: winner },
    SubordinateId: loser,
    UpdateContent: { __type: `Entity:${contracts}`, Attributes: [{ key: 'firstname', value: 'Both' }] },
    PerformParentingChecks: false,
  });
  expect(
    bodies
      .filter(({ MessageName }) => MessageName === 'Update')
      .map(({ PrimaryEntityId }) => PrimaryEntityId)
      .sort(),
  ).toEqual([winner, loser].sort());
});

test('an old caller sets a state by its own message, without an update', async () => {
  const id = await createContact();
  await received(1);
  host.clear();
  await dataverse.call('POST', `contacts(${id})/Microsoft.Dynamics.CRM.SetStateDynamicEntity`, { State: 1, Status: 2 });

  const [only] = await received(1);

  expect(host.received).toHaveLength(1);
  expect(Object.fromEntries(only?.body.InputParameters.map(({ key, value }: Json) => [key, value]))).toMatchObject({
    EntityMoniker: { Id: id, LogicalName: 'contact' },
    State: { Value: 1 },
    Status: { Value: 2 },
  });
});
