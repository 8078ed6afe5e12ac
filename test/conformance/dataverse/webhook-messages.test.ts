import { type Json, newId } from './open-dataverse.ts';
import { consentSet } from './sample-solution.ts';
import { useWebhooks } from './use-webhooks.ts';
import { attributesOf, contracts, entityShape, targetOf } from './webhook-context.ts';

const { createContact, dataverse, host, received } = useWebhooks();

test('an update tells only what was sent, an emptied column as null, and the registered pre image', async () => {
  const id = await createContact();
  await received(1);
  host().clear();
  await dataverse().call('PATCH', `contacts(${id})`, { emailaddress1: null });

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
  host().clear();

  await dataverse().call('PATCH', `contacts(${id})`, { jobtitle: 'Baker' });
  await dataverse().call('PATCH', `contacts(${id})`, { firstname: 'Ada' });
  const all = await received(1);

  expect(all.map(({ body }) => attributesOf(targetOf(body)).firstname)).toEqual(['Ada']);
});

test('one save of columns, owner and state is told as separate updates', async () => {
  const id = await createContact();
  await received(1);
  host().clear();
  await dataverse().call('PATCH', `contacts(${id})`, { firstname: 'Eve', statecode: 1 });

  const bodies = (await received(2)).map(({ body }) => body);

  const keys = bodies.map((body) => Object.keys(attributesOf(targetOf(body))));
  expect(keys.find((list) => list.includes('statecode'))).toEqual(expect.not.arrayContaining(['firstname']));
  expect(keys.find((list) => list.includes('firstname'))).toEqual(expect.not.arrayContaining(['statecode']));
});

test('a delete tells a reference and the pre image, and so do the rows it takes along', async () => {
  const id = await createContact();
  const consent = newId();
  await dataverse().call('POST', consentSet, {
    smp_consentid: consent,
    smp_granted: true,
    'smp_contactid@odata.bind': `/contacts(${id})`,
  });
  await received(1);
  host().clear();
  await dataverse().call('DELETE', `contacts(${id})`);

  const bodies = (await received(2)).map(({ body }) => body);

  const own = bodies.find(({ PrimaryEntityName }) => PrimaryEntityName === 'contact');
  const child = bodies.find(({ PrimaryEntityName }) => PrimaryEntityName === 'smp_consent');
  expect(targetOf(own)).toMatchObject({ __type: `EntityReference:${contracts}`, Id: id, LogicalName: 'contact' });
  expect(own.PostEntityImages).toEqual([]);
  expect(attributesOf(child.PreEntityImages[0].value).smp_contactid).toMatchObject({ Id: id, LogicalName: 'contact' });
  expect(child.Depth).toBe(2);
});

test('a merge tells the winner, the loser and what the winner takes over', async () => {
  const [winner, loser] = [await createContact(), await createContact()];
  await received(2);
  host().clear();
  const type = 'Microsoft.Dynamics.CRM.contact';
  await dataverse().call('POST', 'Merge', {
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
  host().clear();
  await dataverse().call('POST', `contacts(${id})/Microsoft.Dynamics.CRM.SetStateDynamicEntity`, {
    State: 1,
    Status: 2,
  });

  const [only] = await received(1);

  expect(host().received).toHaveLength(1);
  expect(Object.fromEntries(only?.body.InputParameters.map(({ key, value }: Json) => [key, value]))).toMatchObject({
    EntityMoniker: { Id: id, LogicalName: 'contact' },
    State: { Value: 1 },
    Status: { Value: 2 },
  });
});
