import { type Dataverse, type Json, openDataverse } from './open-dataverse.ts';
import { consentSet, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
beforeAll(async () => {
  dataverse = await openDataverse();
  await dataverse.importZip(sampleSolution());
});
afterAll(() => dataverse.stop());

test('tables are found by name and by filter, imported ones too', async () => {
  const one = await dataverse.call(
    'GET',
    "EntityDefinitions(LogicalName='contact')?$select=EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute",
  );
  const custom = await dataverse.call(
    'GET',
    'EntityDefinitions?$select=LogicalName,EntitySetName&$filter=IsCustomEntity eq true',
  );

  expect(one.json).toMatchObject({
    EntitySetName: 'contacts',
    PrimaryIdAttribute: 'contactid',
    PrimaryNameAttribute: 'fullname',
  });
  expect(custom.json.value).toMatchObject([{ LogicalName: 'smp_consent', EntitySetName: consentSet }]);
});

test('a table that is not there answers 404', async () => {
  expect((await dataverse.call('GET', "EntityDefinitions(LogicalName='nosuch')")).status).toBe(404);
});

test('columns tell their type, length, targets and whether they are secured', async () => {
  await dataverse.control('secureColumns', { table: 'contact', columns: ['emailaddress1'] });

  const { json } = await dataverse.call(
    'GET',
    "EntityDefinitions(LogicalName='contact')/Attributes?$select=LogicalName,AttributeType,IsSecured,MaxLength,Targets",
  );

  const columns = new Map<string, Json>(json.value.map((row: Json) => [row.LogicalName, row]));
  expect(columns.get('emailaddress1')).toMatchObject({ AttributeType: 'String', IsSecured: true, MaxLength: 100 });
  expect(columns.get('firstname').IsSecured).toBe(false);
  expect(columns.get('parentcustomerid')).toMatchObject({ AttributeType: 'Lookup', Targets: ['account', 'contact'] });
});

test('choices come with their labels when the option set is expanded', async () => {
  const { json } = await dataverse.call(
    'GET',
    "EntityDefinitions(LogicalName='smp_consent')/Attributes(LogicalName='smp_channel')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet",
  );

  expect(json.OptionSet.Options.map((option: Json) => [option.Value, option.Label.UserLocalizedLabel.Label])).toEqual([
    [1, 'E-mail'],
    [2, 'SMS'],
  ]);
});

test('relationships tell their names and what a delete does', async () => {
  const { json } = await dataverse.call(
    'GET',
    "EntityDefinitions(LogicalName='smp_consent')/ManyToOneRelationships?$filter=ReferencedEntity eq 'contact'",
  );

  expect(json.value[0]).toMatchObject({
    SchemaName: 'smp_contact_consents',
    ReferencingAttribute: 'smp_contactid',
    ReferencedEntityNavigationPropertyName: 'smp_contact_consents',
    CascadeConfiguration: { Delete: 'Cascade' },
  });
});

test('$metadata lists types, properties and sets', async () => {
  const { text, headers } = await dataverse.call('GET', '$metadata');

  expect(headers.get('content-type')).toContain('application/xml');
  expect(text).toContain(`<EntitySet Name="${consentSet}" EntityType="Microsoft.Dynamics.CRM.smp_consent" />`);
  expect(text).toContain('<NavigationProperty Name="smp_contact_consents" Type="Collection(mscrm.smp_consent)" />');
});

test('the service document lists the sets', async () => {
  const { json } = await dataverse.call('GET', '');

  expect(json.value).toContainEqual({ name: 'contacts', kind: 'EntitySet', url: 'contacts' });
});
