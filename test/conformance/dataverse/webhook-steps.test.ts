import { newId, until } from './open-dataverse.ts';
import { endpointId, sampleSolution } from './sample-solution.ts';
import { useWebhooks } from './use-webhooks.ts';
import { contextShape } from './webhook-context.ts';

const { createContact, dataverse, host, quiet, received } = useWebhooks();

test('writes that bypass custom logic, and those past the API, run no step', async () => {
  await dataverse().call(
    'POST',
    'contacts',
    { lastname: 'Vos' },
    { 'MSCRM.BypassBusinessLogicExecution': 'CustomSync,CustomAsync' },
  );
  await dataverse().control('write', { table: 'contact', id: newId(), set: { lastname: 'Bos' } });
  await dataverse().control('seed', { contacts: 3, leads: 1, accounts: 1 });
  await quiet();

  expect((await dataverse().control('webhooks')).json).toEqual([]);
  expect((await dataverse().call('GET', 'contacts/$count')).text).toBe('5');
});

test('a disabled step runs no more', async () => {
  await dataverse().call('PATCH', 'sdkmessageprocessingsteps(5e000000-0000-4000-8000-000000000001)', {
    statecode: 1,
    statuscode: 2,
  });
  await createContact();
  await quiet();

  expect((await dataverse().control('webhooks')).json).toEqual([]);
});

describe('a synchronous step', () => {
  beforeEach(async () => {
    const step = { id: '08', message: 'Update', table: 'contact', mode: 0 } as const;
    await dataverse().importZip(sampleSolution({ steps: [step], url: host().url }), true);
  });
  afterEach(() => dataverse().call('DELETE', 'sdkmessageprocessingsteps(5e000000-0000-4000-8000-000000000008)'));

  test('runs inside the save, with the request as its operation', async () => {
    const id = await createContact();
    await received(1);
    host().clear();
    const answer = await dataverse().call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });

    expect(answer.status).toBe(204);
    expect(host().received).toHaveLength(1);
    expect(host().received[0]?.body).toMatchObject({ ...contextShape, Mode: 0, IsInTransaction: true });
    expect(host().received[0]?.body.OperationId).toBe(host().received[0]?.body.RequestId);
  });

  test('fails the save when it is refused, and nothing remains of it', async () => {
    const id = await createContact();
    await received(1);
    host().answers.push(400);

    const answer = await dataverse().call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });

    expect(answer).toMatchObject({ status: 400, json: { error: { code: '0x80050201' } } });
    expect((await dataverse().call('GET', `contacts(${id})?$select=jobtitle`)).json.jobtitle).toBeNull();
  });

  test('lets writers of the same row wait for each other, so that neither is lost', async () => {
    const id = await createContact();
    await received(1);
    host().clear();
    const activity = async () => (await dataverse().control('state')).json.activity;
    const release = host().hold();

    const first = dataverse().call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });
    await until(() => host().received.length === 1);
    const before = await activity();
    const second = dataverse().call('PATCH', `contacts(${id})`, { department: 'Bread' });
    await until(async () => (await activity()) > before);
    release();
    await Promise.all([first, second]);

    expect((await dataverse().call('GET', `contacts(${id})`)).json).toMatchObject({
      jobtitle: 'Baker',
      department: 'Bread',
    });
  });
});

test('a step on the message of a Custom API is registered over the Web API and runs within the call', async () => {
  const message = (await dataverse().call('GET', "sdkmessages?$filter=name eq 'smp_Touch'")).json.value[0];
  const step = await dataverse().call('POST', 'sdkmessageprocessingsteps', {
    name: 'touch',
    mode: 0,
    stage: 40,
    rank: 1,
    supporteddeployment: 0,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpointId})`,
    'sdkmessageid@odata.bind': `/sdkmessages(${message.sdkmessageid})`,
  });
  const answer = await dataverse().call('POST', 'smp_Touch', { Table: 'contact', Ids: ['a', 'b'] });

  expect([step.status, answer.status]).toEqual([204, 204]);
  expect(host().received[0]?.body).toMatchObject({
    ...contextShape,
    MessageName: 'smp_Touch',
    PrimaryEntityName: 'none',
    InputParameters: expect.arrayContaining([
      { key: 'Table', value: 'contact' },
      { key: 'Ids', value: ['a', 'b'] },
    ]),
  });
});
