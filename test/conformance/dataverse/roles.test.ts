import { type Dataverse, type Json, newId, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

/** What the roles of an application user bind her to. */
let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution({ roles }));
});
afterEach(() => dataverse.stop());

const roleId = 'a0000000-0000-4000-8000-000000000001';
const allowed = [
  'prvReadContact',
  'prvWriteContact',
  'prvAppendToContact',
  'prvCreatesmp_consent',
  'prvAppendsmp_consent',
  'prvReadsmp_consent',
];
const roles = `<Role id="{${roleId}}" name="Sample Service"><RolePrivileges>${allowed.map((name) => `<RolePrivilege name="${name}" level="Global" />`).join('')}</RolePrivileges></Role>`;

const whoAmI = async () => (await dataverse.call('GET', 'WhoAmI')).json.UserId;
const asPage = { authorization: '', 'x-assent-page': '1' };
const address = (path: string) => `${dataverse.url}/api/data/v9.2/${path}`;
const assign = async (userId: string) =>
  dataverse.call(
    'POST',
    `systemusers(${userId})/systemuserroles_association/$ref`,
    { '@odata.id': address(`roles(${roleId})`) },
    asPage,
  );
const codeOf = ({ status, json }: Json) => [status, json?.error?.code];
const denied = [403, '0x80040220'];

test('a role of a zip is there with its privileges', async () => {
  const { json } = await dataverse.call(
    'GET',
    `roles(${roleId})/roleprivileges_association?$select=name&$orderby=name`,
  );

  expect(json.value.map(({ name }: Json) => name).sort()).toEqual([...allowed].sort());
});

test('the application user may do everything until it has a role, and then what the role says', async () => {
  const before = (await dataverse.call('POST', 'accounts', { name: 'x' })).status;
  const contact = newId();
  await dataverse.call('POST', 'contacts', { contactid: contact, lastname: 'V' });

  await assign(await whoAmI());

  expect(before).toBe(204);
  expect((await dataverse.call('GET', 'contacts?$select=lastname')).json.value).toHaveLength(1);
  expect((await dataverse.call('PATCH', `contacts(${contact})`, { firstname: 'A' })).status).toBe(204);
  const consent = { smp_name: 'x', 'smp_contactid@odata.bind': `/contacts(${contact})` };
  expect((await dataverse.call('POST', consentSet, consent)).status).toBe(204);
  expect(codeOf(await dataverse.call('POST', 'contacts', { lastname: 'W' }))).toEqual(denied);
  expect(codeOf(await dataverse.call('DELETE', `contacts(${contact})`))).toEqual(denied);
  expect(codeOf(await dataverse.call('GET', 'accounts'))).toEqual(denied);
  expect(codeOf(await dataverse.call('GET', 'accounts/$count'))).toEqual(denied);
  expect(codeOf(await dataverse.call('GET', 'contacts?$expand=owninguser($select=fullname)'))).toEqual(denied);
});

test('the error of a missing privilege names it', async () => {
  await assign(await whoAmI());

  const { json } = await dataverse.call('PATCH', `accounts(${newId()})`, { name: 'x' });

  expect(json.error.message).toContain('prvCreateAccount');
});

test('a role that is taken away no longer allows anything', async () => {
  const userId = await whoAmI();
  await assign(userId);
  const other = (await dataverse.call('GET', "roles?$filter=name eq 'System Administrator'", undefined, asPage)).json
    .value[0].roleid;
  const withBoth = await dataverse.call(
    'POST',
    `systemusers(${userId})/systemuserroles_association/$ref`,
    { '@odata.id': address(`roles(${other})`) },
    asPage,
  );
  const asAdministrator = (await dataverse.call('GET', 'accounts')).status;

  await dataverse.call(
    'DELETE',
    `systemusers(${userId})/systemuserroles_association(${other})/$ref`,
    undefined,
    asPage,
  );

  expect([withBoth.status, asAdministrator]).toEqual([204, 200]);
  expect(codeOf(await dataverse.call('GET', 'accounts'))).toEqual(denied);
  const { json } = await dataverse.call(
    'GET',
    `systemusers(${userId})?$select=fullname&$expand=systemuserroles_association($select=name)`,
    undefined,
    asPage,
  );
  expect(json.systemuserroles_association).toMatchObject([{ name: 'Sample Service' }]);
});

test('another application is let in once it has a user, and may do nothing until it has a role', async () => {
  const client = { clientId: newId(), clientSecret: 'second secret' };
  await dataverse.control('clients', client);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    scope: dataverse.auth.scope,
  });
  const answer = (await (await fetch(dataverse.auth.tokenUrl, { method: 'POST', body: form })).json()) as Json;
  const asSecond = { authorization: `Bearer ${answer.access_token}` };
  const stranger = await dataverse.call('GET', 'contacts', undefined, asSecond);

  const userId = newId();
  await dataverse.call('POST', 'systemusers', {
    systemuserid: userId,
    applicationid: client.clientId,
    lastname: 'Relay',
  });
  const without = await dataverse.call('GET', 'contacts', undefined, asSecond);
  await assign(userId);
  const withRole = await dataverse.call('GET', 'contacts', undefined, asSecond);

  expect(codeOf(stranger)).toEqual([403, '0x80072560']);
  expect(codeOf(without)).toEqual(denied);
  expect(withRole.status).toBe(200);
});

test('a user is told what all her roles allow', async () => {
  const userId = await whoAmI();
  const path = `systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`;
  const names = async () =>
    (await dataverse.call('GET', path)).json.RolePrivileges.map(({ PrivilegeName }: Json) => PrivilegeName);
  const before = await names();

  await assign(userId);

  expect(before).toEqual(expect.arrayContaining(['prvDeleteAccount', 'prvReadsmp_consent']));
  expect((await names()).sort()).toEqual([...allowed].sort());
});
