import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataverse, type Json, openDataverse, until } from './open-dataverse.ts';
import { consentSet, dependentSolution, endpointId, type SampleOptions, sampleSolution } from './sample-solution.ts';

/** The life of a solution: update, upgrade, uninstall, and what refuses them. */
let dataverse: Dataverse;
beforeEach(async () => {
  dataverse = await openDataverse();
});
afterEach(() => dataverse.stop());

const base64 = (options: SampleOptions) => Buffer.from(sampleSolution(options)).toString('base64');
const managed = (more: SampleOptions = {}) => ({ CustomizationFile: base64({ managed: true, ...more }) });
const act = (name: string, body: unknown) => dataverse.call('POST', name, body);
const install = (more: SampleOptions = {}) => act('ImportSolution', managed(more));
const statusOf = async (path: string) => (await dataverse.call('GET', path)).status;
const solutionId = async (name = 'smp_sample') =>
  (await dataverse.call('GET', `solutions?$filter=uniquename eq '${name}'`)).json.value[0]?.solutionid;
const versions = async () => {
  const { json } = await dataverse.call('GET', 'solutions?$select=uniquename,version&$orderby=uniquename');
  return json.value.map(({ uniquename, version }: Json) => `${uniquename} ${version}`);
};
const fill = async () => {
  await dataverse.call('POST', 'contacts', { lastname: 'V', smp_level: 4 });
  await dataverse.call('POST', consentSet, { smp_name: 'x' });
};
const isSlim = async () => [
  await statusOf('contacts?$select=smp_level'),
  (await dataverse.call('GET', 'webresourceset/$count')).text,
];

test('an update leaves what the new version no longer has', async () => {
  await install();
  await fill();

  const answer = await install({ version: '1.1.0.0', slim: true });

  expect(answer.status).toBe(204);
  expect(await versions()).toEqual(['smp_sample 1.1.0.0']);
  expect(await isSlim()).toEqual([200, '1']);
});

test('an upgrade takes away what the new version no longer has, data included, and keeps the rest', async () => {
  await install();
  await fill();

  const answer = await act('StageAndUpgrade', managed({ version: '1.1.0.0', slim: true }));

  expect(answer.status).toBe(200);
  expect(await versions()).toEqual(['smp_sample 1.1.0.0']);
  expect(await isSlim()).toEqual([400, '0']);
  expect((await dataverse.call('GET', `${consentSet}/$count`)).text).toBe('1');
});

test('an upgrade in two calls stands beside the old version until it is promoted', async () => {
  await install();
  await act('ImportSolution', { ...managed({ version: '1.1.0.0', slim: true }), HoldingSolution: true });
  const held = [await versions(), await isSlim()];

  const answer = await act('DeleteAndPromote', { UniqueName: 'smp_sample' });

  expect(held).toEqual([
    ['smp_sample 1.0.0.0', 'smp_sample_Upgrade 1.1.0.0'],
    [200, '1'],
  ]);
  expect(answer.json.SolutionId).toBe(await solutionId());
  expect(await versions()).toEqual(['smp_sample 1.1.0.0']);
  expect(await isSlim()).toEqual([400, '0']);
});

for (const [name, first, body, code, text] of [
  ['an unmanaged zip over a managed solution', {}, { managed: false }, '0x80048041', 'as a managed solution'],
  ['a managed zip over an unmanaged solution', { managed: false }, {}, '0x80048040', 'as an unmanaged solution'],
  ['a lower version', { version: '2.0.0.0' }, { version: '1.9.0.0' }, '0x80048033', 'must have a higher version'],
] as const) {
  test(`${name} is refused, and the import job says so`, async () => {
    await install(first);
    const id = '0f0f0f0f-0000-4000-8000-0000000000bb';

    const answer = await act('ImportSolution', { ...managed(body), ImportJobId: id });

    expect([answer.status, answer.json.error.code]).toEqual([400, code]);
    expect(answer.json.error.message).toContain(text);
    expect((await dataverse.call('GET', `importjobs(${id})`)).json.data).toContain(`result="failure"`);
  });
}

test('an upgrade to the same version, of an unmanaged solution, or of one that is not there to hold it for, is refused', async () => {
  const none = await act('ImportSolution', { ...managed(), HoldingSolution: true });
  await install();
  const same = await act('StageAndUpgrade', managed());
  await dataverse.call('DELETE', `solutions(${await solutionId()})`);
  await install({ managed: false });
  const unmanaged = await act('StageAndUpgrade', managed({ version: '2.0.0.0' }));

  expect([none, same, unmanaged].map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(unmanaged.json.error.message).toContain('must both be managed for upgrade');
});

test('an asynchronous import answers at once; a failure is in its system job', async () => {
  await install({ version: '2.0.0.0' });

  const { status, json } = await act('ImportSolutionAsync', managed());
  const job = await until(async () => {
    const answer = await dataverse.call('GET', `asyncoperations(${json.AsyncOperationId})`);
    return answer.json.statecode === 3 && answer.json;
  });

  expect(status).toBe(200);
  expect(job).toMatchObject({ statuscode: 31, errorcode: 0x80048033 | 0 });
  expect(job.message).toContain('must have a higher version');
});

test('StageSolution says what would go wrong, and its upload can be imported', async () => {
  const missing = {
    missingDependencies:
      '<MissingDependency><Required type="1" schemaName="nosuch" solution="other_app" /></MissingDependency>',
  };
  const bad = (await act('StageSolution', managed(missing))).json.StageSolutionResults;
  const good = (await act('StageSolution', managed())).json.StageSolutionResults;

  await act('ImportSolution', { SolutionParameters: { StageSolutionUploadId: good.StageSolutionUploadId } });

  expect(bad).toMatchObject({
    StageSolutionStatus: 'Failed',
    MissingDependencies: [expect.stringContaining('other_app')],
  });
  expect(good).toMatchObject({
    StageSolutionStatus: 'Passed',
    SolutionDetails: { SolutionUniqueName: 'smp_sample', SolutionVersion: '1.0.0.0', IsManaged: true },
  });
  expect(await versions()).toEqual(['smp_sample 1.0.0.0']);
});

test('uninstalling a managed solution takes everything it brought', async () => {
  await install();
  await fill();

  const answer = await dataverse.call('DELETE', `solutions(${await solutionId()})`);

  expect(answer.status).toBe(204);
  expect(await versions()).toEqual([]);
  expect(await isSlim()).toEqual([400, '0']);
  expect([await statusOf(consentSet), await statusOf(`serviceendpoints(${endpointId})`)]).toEqual([404, 404]);
  expect((await dataverse.call('GET', 'sdkmessageprocessingsteps/$count')).text).toBe('0');
  expect((await dataverse.call('GET', 'contacts?$select=lastname')).json.value).toHaveLength(1);
});

test('what was in tables and columns that went is not there when they come again', async () => {
  await install();
  await fill();

  await dataverse.call('DELETE', `solutions(${await solutionId()})`);
  await install();

  expect((await dataverse.call('GET', 'contacts?$select=smp_level')).json.value).toMatchObject([{ smp_level: null }]);
  expect((await dataverse.call('GET', `${consentSet}/$count`)).text).toBe('0');
});

test('a reset does not bring an uninstalled solution back', async () => {
  await install();
  await dataverse.call('DELETE', `solutions(${await solutionId()})`);

  await dataverse.control('reset', {});

  expect(await versions()).toEqual([]);
  expect((await dataverse.call('GET', 'sdkmessageprocessingsteps/$count')).text).toBe('0');
});

test('of an unmanaged solution only the name goes', async () => {
  await install({ managed: false });

  await dataverse.call('DELETE', `solutions(${await solutionId()})`);

  expect(await versions()).toEqual([]);
  expect(await isSlim()).toEqual([200, '1']);
});

test('a solution that another one needs is not uninstalled, and the function says why', async () => {
  await install();
  await act('ImportSolution', { CustomizationFile: Buffer.from(dependentSolution()).toString('base64') });

  const dependencies = await dataverse.call('GET', "RetrieveDependenciesForUninstall(SolutionUniqueName='smp_sample')");
  const refused = await dataverse.call('DELETE', `solutions(${await solutionId()})`);
  await dataverse.call('DELETE', `solutions(${await solutionId('smp_more')})`);
  const after = await dataverse.call('DELETE', `solutions(${await solutionId()})`);

  expect(dependencies.json.value).toMatchObject([{ requiredcomponenttype: 1 }]);
  expect([refused.status, refused.json.error.code]).toEqual([400, '0x8004f01d']);
  expect(refused.json.error.message).toContain('smp_more');
  expect(after.status).toBe(204);
});

test('an uninstalled solution stays away after a restart, an upgraded one as it was', async () => {
  const data = await mkdtemp(join(tmpdir(), 'dataverse-'));
  const first = await openDataverse(['--data', data]);
  await first.call('POST', 'ImportSolution', managed());
  await first.call('POST', 'StageAndUpgrade', managed({ version: '1.1.0.0', slim: true }));
  await first.stop();

  const second = await openDataverse(['--data', data]);
  const upgraded = [
    (await second.call('GET', consentSet)).status,
    (await second.call('GET', 'contacts?$select=smp_level')).status,
  ];
  const { json } = await second.call('GET', 'solutions');
  await second.call('DELETE', `solutions(${json.value[0].solutionid})`);
  await second.stop();
  const third = await openDataverse(['--data', data]);
  const gone = (await third.call('GET', consentSet)).status;
  await third.stop();

  expect(upgraded).toEqual([200, 400]);
  expect(gone).toBe(404);
});
