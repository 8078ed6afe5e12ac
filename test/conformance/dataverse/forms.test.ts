import { type Dataverse, openDataverse } from './open-dataverse.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
});
afterAll(() => dataverse.stop());

const mainForm = async (table: string) => {
  const filter = `$filter=objecttypecode eq '${table}' and type eq 2`;
  const { json } = await dataverse.call('GET', `systemforms?$select=formxml&${filter}`);
  const [form] = json.value as { formid: string; formxml: string }[];
  if (!form) throw new Error(`${table} has no main form`);
  return form;
};
const change = async (table: string, text: string) => {
  const { formid, formxml } = await mainForm(table);
  return dataverse.call('PATCH', `systemforms(${formid})`, { formxml: formxml.replace('</form>', `${text}</form>`) });
};
const publish = (...tables: readonly string[]) => {
  const entities = tables.map((table) => `<entity>${table}</entity>`).join('');
  const ParameterXml = `<importexportxml><entities>${entities}</entities></importexportxml>`;
  return dataverse.call('POST', 'PublishXml', { ParameterXml });
};

test('a changed form is seen once its table is published, and no other form is with it', async () => {
  const [contact, account] = ['<!-- contact -->', '<!-- account -->'];
  await change('contact', contact);
  await change('account', account);
  const before = (await mainForm('contact')).formxml;

  const answer = await publish('contact');

  expect(answer.status).toBe(204);
  expect(before).not.toContain(contact);
  expect((await mainForm('contact')).formxml).toContain(contact);
  expect((await mainForm('account')).formxml).not.toContain(account);
});

test('PublishAllXml publishes what every maker has left', async () => {
  await change('account', '<!-- all -->');

  await dataverse.call('POST', 'PublishAllXml', {});

  expect((await mainForm('account')).formxml).toContain('<!-- all -->');
});

test.each([[{}], [{ ParameterXml: '<importexportxml>' }]])('PublishXml with %j is refused', async (body) => {
  expect((await dataverse.call('POST', 'PublishXml', body)).status).toBe(400);
});

test('columns say what forms ask for, and what kind of text they hold', async () => {
  const { json } = await dataverse.call('GET', "EntityDefinitions(LogicalName='contact')/Attributes");
  const columns = new Map(
    (json.value as { LogicalName: string }[]).map((attribute) => [attribute.LogicalName, attribute]),
  );

  expect(columns.get('lastname')).toMatchObject({ RequiredLevel: { Value: 'ApplicationRequired' }, Format: 'Text' });
  expect(columns.get('emailaddress1')).toMatchObject({ RequiredLevel: { Value: 'None' }, Format: 'Email' });
  expect(columns.get('mobilephone')).toMatchObject({ Format: 'Phone', FormatName: { Value: 'Phone' } });
});
