import { newId } from './open-dataverse.ts';
import { sampleSolution } from './sample-solution.ts';
import { useWebhooks } from './use-webhooks.ts';
import { attributesOf, contextShape, contracts, entityShape, guid, targetOf } from './webhook-context.ts';

const { createContact, dataverse, host, received } = useWebhooks();

const date = expect.stringMatching(/^\/Date\(-?\d+\)\/$/);

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
  await dataverse().call('PATCH', `contacts(${id})`, { firstname: 'Eve' });
  await dataverse().call('DELETE', `contacts(${id})`);

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

test('a body over 256 KB loses four members, a header says so, and the record is still named', async () => {
  const id = newId();
  await dataverse().importZip(
    sampleSolution({ steps: [{ id: '07', message: 'Create', table: 'annotation' }], url: host().url }),
    true,
  );
  await dataverse().call('POST', 'annotations', {
    annotationid: id,
    subject: 'big',
    documentbody: 'x'.repeat(300_000),
  });

  const [only] = await received(1);

  expect(only?.headers['x-ms-dynamics-msg-size-exceeded']).toBe('true');
  expect(only?.bytes).toBeLessThan(256 * 1024);
  for (const member of ['InputParameters', 'PreEntityImages', 'PostEntityImages', 'ParentContext'])
    expect(only?.body).not.toHaveProperty(member);
  expect(only?.body).toMatchObject({ PrimaryEntityName: 'annotation', PrimaryEntityId: id });
});

test('writes with ?tag= carry it as a shared variable', async () => {
  await dataverse().call('POST', 'contacts?tag=mine', { lastname: 'Vos' });

  const [only] = await received(1);

  expect(only?.body.SharedVariables).toContainEqual({ key: 'tag', value: 'mine' });
});
