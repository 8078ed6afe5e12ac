import { type Json, until } from './open-dataverse.ts';
import { useWebhooks } from './use-webhooks.ts';

const { createContact, dataverse, host, quiet, received } = useWebhooks();

test('a webhook that answers 503 is sent once more, with the same operation id', async () => {
  host().answers.push(503);
  await createContact();

  const all = await received(2);

  expect(new Set(all.map(({ body }) => body.OperationId)).size).toBe(1);
  const [entry] = (await dataverse().control('webhooks')).json;
  expect(entry.attempts.map(({ status }: Json) => status)).toEqual([503, 202]);
});

test('a webhook that answers 500 is not sent again: the job has failed', async () => {
  host().answers.push(500);
  const id = await createContact();
  await received(1);

  const { json } = await dataverse().call(
    'GET',
    'asyncoperations?$filter=statuscode eq 31&$select=messagename,statecode,_owningextensionid_value,_regardingobjectid_value',
  );

  expect(host().received).toHaveLength(1);
  expect(json.value[0]).toMatchObject({ statecode: 3, messagename: 'Create', _regardingobjectid_value: id });
});

test('two 503 in a row are a failed job too', async () => {
  host().answers.push(503, 503);
  await createContact();
  await received(2);

  const failed = await dataverse().call('GET', 'asyncoperations/$count?$filter=statuscode eq 31');

  expect(failed.text).toBe('1');
});

test('a paused queue holds everything back until it goes on', async () => {
  await dataverse().control('async', { paused: true });
  await createContact();
  const held = await until(async () => {
    const { webhooks } = (await dataverse().control('state')).json;
    return webhooks.paused === 1 && webhooks;
  });

  await dataverse().control('async', { paused: false });
  await received(1);

  expect(held).toEqual({ waiting: 0, paused: 1, underWay: 0 });
});

test('the queue repeats and drops as told', async () => {
  await dataverse().control('async', { repeatShare: 1 });
  await createContact();
  const twice = await received(2);
  host().clear();
  await dataverse().control('async', { repeatShare: 0, dropShare: 1 });
  await createContact();
  await quiet();

  expect(new Set(twice.map(({ body }) => body.OperationId)).size).toBe(1);
  expect(host().received).toHaveLength(0);
  expect((await dataverse().control('webhooks')).json.at(-1)).toMatchObject({ dropped: true, message: 'Create' });
});

test('without shuffling jobs go out one by one, in the order of the saves', async () => {
  await dataverse().control('async', { shuffle: false, delayMs: [0, 5] });
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1) ids.push(await createContact());
  await until(() => host().received.length >= 20);

  expect(host().received.map(({ body }) => body.PrimaryEntityId)).toEqual(ids);
});
