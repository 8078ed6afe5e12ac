import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { steps } from '../../../../plugin/src/steps.ts';
import { packageZip } from '../../../../solution/format/package.ts';
import { endpointId, stepId } from '../../../../solution/format/step-xml.ts';
import { core, partsOf, sales } from '../sample-packages.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (_, path) => lists.has(String(path)),
});
const lists = new Set([
  'ImportExportXml.SolutionManifest.RootComponents.RootComponent',
  'ImportExportXml.Entities.Entity',
  'ImportExportXml.Entities.Entity.EntityInfo.entity.attributes.attribute',
  'ImportExportXml.EntityRelationships.EntityRelationship',
  'ImportExportXml.SdkMessageProcessingSteps.SdkMessageProcessingStep',
  'ImportExportXml.ServiceEndpoints.ServiceEndpoint',
]);

const read = (solution: typeof core, file: string) => parser.parse(partsOf(solution).get(file) ?? '').ImportExportXml;
const solutions = [
  ['assent_core', core],
  ['assent_sales', sales],
] as const;

test.each(solutions)('%s is byte for byte the same each time it is packed', (_, solution) => {
  expect(Buffer.from(packageZip(solution, true)).equals(packageZip(solution, true))).toBe(true);
});

test.each(solutions)('%s unmanaged and managed differ in one word only', (_, solution) => {
  const unmanaged = partsOf(solution, false);
  const managed = partsOf(solution, true);

  expect([...unmanaged.keys()]).toEqual([...managed.keys()]);
  for (const [name, xml] of unmanaged) {
    expect(xml.replace('<Managed>0</Managed>', '<Managed>1</Managed>')).toBe(managed.get(name));
  }
});

test.each(solutions)('every XML file of %s is well-formed', (_, solution) => {
  const files = partsOf(solution);

  for (const [name, xml] of files) if (name.endsWith('.xml')) expect(XMLValidator.validate(xml)).toBe(true);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['[Content_Types].xml', 'customizations.xml', 'solution.xml']),
  );
});

test.each(solutions)(
  'every root component of %s is in the package, and nothing is in it without one',
  (name, solution) => {
    const manifest = read(solution, 'solution.xml').SolutionManifest;
    const customizations = read(solution, 'customizations.xml');

    expect([manifest.UniqueName, manifest.Version]).toEqual([name, '1.2.3.0']);
    const components: readonly { type: string; schemaName?: string; id?: string }[] =
      manifest.RootComponents.RootComponent;
    const rooted = (type: string) =>
      components.filter((each) => each.type === type).map(({ schemaName, id }) => schemaName ?? id);
    const entities: readonly { EntityInfo: { entity: { Name: string } } }[] = customizations.Entities.Entity;
    const packed: readonly { SdkMessageProcessingStepId: string }[] =
      customizations.SdkMessageProcessingSteps.SdkMessageProcessingStep;
    const endpoints: readonly { ServiceEndpointId: string }[] = customizations.ServiceEndpoints.ServiceEndpoint ?? [];

    expect(rooted('1')).toEqual(entities.map(({ EntityInfo }) => EntityInfo.entity.Name));
    expect(rooted('92')).toEqual(packed.map(({ SdkMessageProcessingStepId }) => SdkMessageProcessingStepId));
    expect(rooted('95')).toEqual(endpoints.map(({ ServiceEndpointId }) => ServiceEndpointId));
  },
);

test('the steps of both solutions together are all steps, each once and posted to the one webhook', () => {
  const packed = [core, sales].flatMap(
    (solution) => read(solution, 'customizations.xml').SdkMessageProcessingSteps.SdkMessageProcessingStep,
  );

  expect(packed.map((step) => step.SdkMessageProcessingStepId).sort()).toEqual(
    steps.map((step) => `{${stepId(step)}}`).sort(),
  );
  expect(new Set(packed.map((step) => step.SdkMessageProcessingStepId)).size).toBe(steps.length);
  // Asynchronous, after the transaction: no save waits for us.
  for (const { Mode, Stage, EventHandler } of packed) {
    expect([Mode, Stage, EventHandler]).toEqual([1, 40, `{${endpointId}}`]);
  }
  expect(read(sales, 'customizations.xml').ServiceEndpoints).toBe('');
});

test('the core solution knows no lead: an organisation without Sales takes it', () => {
  const lines = [...partsOf(core)].flatMap(([name, xml]) => [name, ...xml.split('\n')]);

  // As a word, or in a name such as `leadid`: "leading" is another word.
  expect(lines.filter((line) => /\blead(?!ing)/i.test(line))).toEqual([]);
  expect(partsOf(sales).get('customizations.xml')).toMatch(/assent_leadid/);
});

test('the sales solution says what it needs before it', () => {
  const missing = partsOf(sales).get('solution.xml');

  expect(missing).toContain('solution="assent_core"');
  expect(missing).toContain('solution="msdynce_LeadManagement"');
  expect(partsOf(core).get('solution.xml')).toContain('<MissingDependencies />');
});

test('every lookup has its relationship, with the record it deletes with', () => {
  for (const solution of [core, sales]) {
    const { Entities, EntityRelationships } = read(solution, 'customizations.xml');
    const lookups = Entities.Entity.flatMap(({ EntityInfo }: { EntityInfo: { entity: Lookups } }) =>
      EntityInfo.entity.attributes.attribute
        .filter(({ Type, IsCustomField }) => Type === 'lookup' && IsCustomField === 1)
        .map(({ Name }) => `${EntityInfo.entity.Name}.${Name}`),
    );
    const related = EntityRelationships.EntityRelationship.filter(({ Name }: { Name: string }) =>
      Name.startsWith('assent_'),
    ).map((each: Record<string, string>) => `${each.ReferencingEntityName}.${each.ReferencingAttributeName}`);

    expect(related).toEqual(lookups);
  }
});

type Lookups = {
  Name: string;
  attributes: { attribute: readonly { Type: string; Name: string; IsCustomField: number }[] };
};

test('all names are lower case: they are the names of the Web API too', () => {
  const { Entities } = read(core, 'customizations.xml');

  for (const { EntityInfo } of Entities.Entity as readonly { EntityInfo: { entity: Lookups } }[]) {
    expect(EntityInfo.entity.Name).toMatch(/^[a-z_]+$/);
    for (const { Name } of EntityInfo.entity.attributes.attribute) expect(Name).toMatch(/^[a-z_]+$/);
  }
});

test('neither the address of the webhook nor a key is in a package', () => {
  for (const solution of [core, sales]) {
    const all = [...partsOf(solution).values()].join('\n');

    expect(all).not.toMatch(/authvalue/i);
    expect([...all.matchAll(/<Url>([^<]*)<\/Url>/g)].map(([, url]) => url)).toEqual(
      solution.hasEndpoint ? ['https://set-after-import.invalid/api/dataverse'] : [],
    );
  }
});

test('Sync now takes a table and up to 100 ids', () => {
  const files = partsOf(core);
  const folder = 'customapis/assent_SyncRecord';

  expect([...files.keys()].filter((name) => name.startsWith(folder)).sort()).toEqual([
    `${folder}/customapi.xml`,
    `${folder}/customapirequestparameters/Ids/customapirequestparameter.xml`,
    `${folder}/customapirequestparameters/Table/customapirequestparameter.xml`,
  ]);
  expect(files.get(`${folder}/customapirequestparameters/Ids/customapirequestparameter.xml`)).toContain(
    '<type>11</type>',
  );
});
