import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution());
});
afterAll(() => dataverse.stop());

const newContact = async (values: object = {}) => {
  const id = newId();
  await dataverse.call('POST', 'contacts', { contactid: id, lastname: 'Vos', ...values });
  return id;
};

const mergeBody = (winner: string, loser: string) => ({
  Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: winner },
  Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: loser },
  PerformParentingChecks: false,
});

test('a merge moves the children to the winner and retires the loser', async () => {
  const [winner, loser] = [await newContact(), await newContact()];
  await dataverse.call('POST', consentSet, { smp_name: 'moved', 'smp_contactid@odata.bind': `/contacts(${loser})` });

  const answer = await dataverse.call('POST', 'Merge', mergeBody(winner, loser));

  expect(answer.status).toBe(204);
  expect((await dataverse.call('GET', `contacts(${loser})`)).json).toMatchObject({
    statecode: 1,
    merged: true,
    _masterid_value: winner,
  });
  expect(
    (await dataverse.call('GET', `contacts(${winner})/smp_contact_consents?$select=smp_name`)).json.value,
  ).toHaveLength(1);
});

test('a row is merged away only once, and never with itself', async () => {
  const [winner, loser] = [await newContact(), await newContact()];
  await dataverse.call('POST', 'Merge', mergeBody(winner, loser));

  const again = await dataverse.call('POST', 'Merge', mergeBody(winner, loser));
  const self = await dataverse.call('POST', 'Merge', mergeBody(winner, winner));

  expect([again.status, self.status]).toEqual([400, 400]);
});

test('qualifying a lead makes an account and a contact and closes it', async () => {
  const lead = newId();
  await dataverse.call('POST', 'leads', {
    leadid: lead,
    subject: 'x',
    firstname: 'Lea',
    lastname: 'D',
    companyname: 'Co',
    emailaddress1: 'lea@example.org',
  });

  const order = { CreateAccount: true, CreateContact: true, CreateOpportunity: false, Status: 3 };
  const answer = await dataverse.call('POST', `leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, order);

  const contact = answer.json.value.find((row: Json) => row.contactid).contactid;
  expect((await dataverse.call('GET', `leads(${lead})`)).json).toMatchObject({
    statecode: 1,
    statuscode: 3,
    _parentcontactid_value: contact,
  });
  expect((await dataverse.call('GET', `contacts(${contact})`)).json).toMatchObject({
    fullname: 'Lea D',
    emailaddress1: 'lea@example.org',
    _originatingleadid_value: lead,
  });
  expect((await dataverse.call('POST', `leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, order)).status).toBe(400);
});

test('members come to a list and leave it, once each', async () => {
  const [list, contact] = [newId(), await newContact()];
  await dataverse.call('POST', 'lists', { listid: list, listname: 'L', createdfromcode: 2, type: false });
  const members = {
    List: { listid: list },
    Members: [{ '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: contact }],
  };

  await dataverse.call('POST', 'AddListMembersList', members);
  await dataverse.call('POST', 'AddListMembersList', members);
  const added = await dataverse.call('GET', `listmembers?$filter=_listid_value eq ${list}&$select=_entityid_value`);
  await dataverse.call('POST', `lists(${list})/Microsoft.Dynamics.CRM.RemoveMemberList`, { EntityId: contact });

  expect(added.json.value.map((row: Json) => row._entityid_value)).toEqual([contact]);
  expect((await dataverse.call('GET', `lists(${list})?$select=membercount`)).json.membercount).toBe(0);
});

test('a list takes rows of its own table only, a dynamic one none', async () => {
  const [list, dynamic, contact] = [newId(), newId(), await newContact()];
  await dataverse.call('POST', 'lists', { listid: list, listname: 'Accounts', createdfromcode: 1 });
  await dataverse.call('POST', 'lists', { listid: dynamic, listname: 'Dynamic', createdfromcode: 2, type: true });
  const add = (id: string) =>
    dataverse.call('POST', `lists(${id})/Microsoft.Dynamics.CRM.AddMemberList`, { EntityId: contact });

  expect([(await add(list)).status, (await add(dynamic)).status]).toEqual([404, 400]);
});

test('CreateMultiple, UpdateMultiple and UpsertMultiple are all or nothing', async () => {
  const [one, two] = [newId(), newId()];
  const call = (name: string, targets: object[]) =>
    dataverse.call('POST', `contacts/Microsoft.Dynamics.CRM.${name}`, { Targets: targets });

  const created = await call('CreateMultiple', [{ contactid: one, lastname: 'A' }, { lastname: 'B' }]);
  const failed = await call('UpdateMultiple', [
    { contactid: one, lastname: 'C' },
    { contactid: two, lastname: 'C' },
  ]);
  const upserted = await call('UpsertMultiple', [
    { contactid: one, lastname: 'D' },
    { contactid: two, lastname: 'D' },
  ]);

  expect(created.json.Ids).toHaveLength(2);
  expect(failed.status).toBe(404);
  expect(upserted.json.Results.map((row: Json) => row.RecordCreated)).toEqual([false, true]);
});

test('a campaign response keeps its customer', async () => {
  const [campaign, contact, response] = [newId(), await newContact(), newId()];
  await dataverse.call('POST', 'campaigns', { campaignid: campaign, name: 'Spring' });

  const answer = await dataverse.call('POST', 'campaignresponses', {
    activityid: response,
    subject: 'clicked',
    responsecode: 1,
    'regardingobjectid_campaign_campaignresponse@odata.bind': `/campaigns(${campaign})`,
    campaignresponse_activity_parties: [
      { 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 11 },
    ],
  });

  expect(answer.status).toBe(204);
  expect((await dataverse.call('GET', `campaignresponses(${response})`)).json).toMatchObject({
    _customer_value: contact,
    statecode: 0,
    activitytypecode: 'campaignresponse',
  });
});

test('an operation that is not here answers 501 or 404 and says so', async () => {
  const opportunity = await dataverse.call('POST', `leads(${newId()})/Microsoft.Dynamics.CRM.QualifyLead`, {
    CreateOpportunity: true,
  });
  const unknown = await dataverse.call('POST', 'RetrieveNothing', {});

  expect(opportunity.status).toBe(501);
  expect(unknown.status).toBe(404);
});

test('a Custom API refuses a missing parameter, an unknown one and one of another type', async () => {
  const missing = await dataverse.call('POST', 'smp_Touch', { Table: 'contact' });
  const unknown = await dataverse.call('POST', 'smp_Touch', { Table: 'contact', Ids: [], More: 1 });
  const wrong = await dataverse.call('POST', 'smp_Touch', { Table: 'contact', Ids: 'a' });

  expect([missing.status, unknown.status, wrong.status]).toEqual([400, 400, 400]);
});
