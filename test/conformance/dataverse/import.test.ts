import { type Dataverse, type Json, openDataverse, until } from './open-dataverse.ts';
import { consentSet, endpointId, sampleSolution } from './sample-solution.ts';

let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
});
afterEach(() => dataverse.stop());

/** The system job once it has ended. */
const endOf = (id: string) =>
  until(async () => {
    const { json } = await dataverse.call('GET', `asyncoperations(${id})`);
    return json.statecode === 3 && json;
  });

const stepStates = async () => {
  const { json } = await dataverse.call('GET', 'sdkmessageprocessingsteps?$select=statecode');
  return [...new Set(json.value.map((row: Json) => row.statecode))];
};

test('an imported table is there with its columns, choices and relationship', async () => {
  const answer = await dataverse.importZip(sampleSolution());

  const row = await dataverse.call(
    'POST',
    consentSet,
    { smp_name: 'x', smp_channel: 2 },
    { prefer: 'return=representation,odata.include-annotations="*"' },
  );
  expect(answer.json).toMatchObject({
    solution: 'smp_sample',
    managed: false,
    tables: ['smp_consent', 'contact'],
    steps: 6,
  });
  expect(row.json).toMatchObject({
    smp_granted: false,
    smp_channel: 2,
    'smp_channel@OData.Community.Display.V1.FormattedValue': 'SMS',
    statecode: 0,
  });
});

test('a column of the zip is added to a table that is there', async () => {
  await dataverse.importZip(sampleSolution());

  const { json } = await dataverse.call(
    'POST',
    'contacts?$select=smp_level',
    { lastname: 'V', smp_level: 4 },
    { prefer: 'return=representation' },
  );

  expect(json.smp_level).toBe(4);
});

test('steps arrive disabled, and enabled when the import activates them', async () => {
  await dataverse.importZip(sampleSolution());
  const plain = await stepStates();
  await dataverse.importZip(sampleSolution(), true);

  expect(plain).toEqual([1]);
  expect(await stepStates()).toEqual([0]);
});

test('the address comes from the package and the key from nowhere; a later import brings the packaged address back', async () => {
  await dataverse.importZip(sampleSolution());
  const path = `serviceendpoints(${endpointId})`;
  const packaged = (await dataverse.call('GET', path)).json;
  await dataverse.call('PATCH', path, { url: 'http://localhost:1/here', authvalue: 'secret' });
  const patched = (await dataverse.call('GET', path)).json;
  await dataverse.importZip(sampleSolution());

  expect(packaged).toMatchObject({ url: 'https://packaged.invalid/hook', isauthvalueset: null });
  expect(patched).toMatchObject({ url: 'http://localhost:1/here', isauthvalueset: true });
  expect(JSON.stringify(patched)).not.toContain('secret');
  expect((await dataverse.call('GET', path)).json).toMatchObject({
    url: 'https://packaged.invalid/hook',
    isauthvalueset: true,
  });
});

for (const [name, options, missing] of [
  [
    'a table that the manifest requires',
    {
      missingDependencies:
        '<MissingDependency><Required type="1" schemaName="nosuch" solution="other_app" /></MissingDependency>',
    },
    'nosuch',
  ],
  [
    'a column that the manifest requires',
    {
      missingDependencies:
        '<MissingDependency><Required type="2" schemaName="nosuch" parentSchemaName="account" /></MissingDependency>',
    },
    'parentSchemaName="account"',
  ],
  ['a step on an unknown table', { steps: [{ id: '01', message: 'Create', table: 'nosuch' }] }, 'nosuch'],
  [
    'a Merge step on a table that cannot be merged',
    { steps: [{ id: '01', message: 'Merge', table: 'smp_consent' }] },
    'no Merge message',
  ],
] as const) {
  test(`${name} is named, and nothing is changed`, async () => {
    const answer = await dataverse.importZip(sampleSolution(options));

    expect(answer.status).toBe(400);
    expect(answer.json.error).toContain(missing);
    expect((await dataverse.call('GET', consentSet)).status).toBe(404);
    expect((await dataverse.call('GET', 'solutions/$count')).text).toBe('0');
  });
}

test('an organisation without Sales has no lead, and refuses a zip that needs it', async () => {
  const bare = await openDataverse(['--bare']);

  const lead = await bare.call('GET', 'leads');
  const contact = await bare.call('POST', 'contacts', { lastname: 'V' });
  const answer = await bare.importZip(sampleSolution({ steps: [{ id: '01', message: 'Create', table: 'lead' }] }));
  await bare.stop();

  expect([lead.status, contact.status, answer.status]).toEqual([404, 204, 400]);
  expect(answer.json.error).toContain('lead');
});

test('parts that do nothing here are kept and named', async () => {
  const answer = await dataverse.importZip(sampleSolution({ extraXml: '<Workflows><Workflow /></Workflows>' }));

  expect(answer.json.kept).toContain('Workflows (1)');
});

test('a web resource is stored and served by its name', async () => {
  await dataverse.importZip(sampleSolution());

  const served = await fetch(`${dataverse.url}/WebResources/smp_script`);

  expect(await served.text()).toBe('var sample = 1;');
});

test('ImportSolution takes the zip as base64, ImportSolutionAsync a job that has succeeded', async () => {
  const order = {
    CustomizationFile: Buffer.from(sampleSolution({ managed: true })).toString('base64'),
    PublishWorkflows: true,
    OverwriteUnmanagedCustomizations: true,
  };

  const now = await dataverse.call('POST', 'ImportSolution', {
    ...order,
    ImportJobId: '0f0f0f0f-0000-4000-8000-0000000000aa',
  });
  const later = await dataverse.call('POST', 'ImportSolutionAsync', order);

  expect(now.status).toBe(204);
  expect((await dataverse.call('GET', 'importjobs(0f0f0f0f-0000-4000-8000-0000000000aa)')).json).toMatchObject({
    progress: 100,
    solutionname: 'smp_sample',
  });
  expect(await endOf(later.json.AsyncOperationId)).toMatchObject({ statecode: 3, statuscode: 30 });
  expect(await stepStates()).toEqual([0]);
  expect((await dataverse.call('GET', 'solutions?$select=ismanaged')).json.value[0].ismanaged).toBe(true);
});

test('what is no zip, or a zip of something else, is refused', async () => {
  const answer = await dataverse.importZip(Buffer.from('not a zip'));

  expect(answer.status).toBe(400);
  expect(answer.json.error).toContain('not a zip');
});

test('a table added by a zip can carry steps of its own', async () => {
  await dataverse.importZip(sampleSolution());

  const { json } = await dataverse.call(
    'GET',
    "sdkmessagefilters?$filter=primaryobjecttypecode eq 'smp_consent'&$expand=sdkmessageid($select=name)",
  );

  expect(json.value.map((row: Json) => row.sdkmessageid.name).sort()).toEqual(
    expect.arrayContaining(['Create', 'Delete', 'SetState', 'Update']),
  );
  expect(json.value.map((row: Json) => row.sdkmessageid.name)).not.toContain('Merge');
});
