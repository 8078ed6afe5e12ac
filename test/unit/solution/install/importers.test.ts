import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPac, pacImporter } from '../../../../solution/install/importers/pac.ts';
import { webApiImporter } from '../../../../solution/install/importers/web-api.ts';
import { findWrapper, wrapperImporter } from '../../../../solution/install/importers/wrapper.ts';
import { fakeApi } from './fake-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-importers-'));
const zip = join(folder, 'assent_core_managed.zip');
writeFileSync(zip, 'zip');
const upgrade = { zip, isUpgrade: true };

describe('pac', () => {
  const said: string[] = [];
  /** A pac that writes down its arguments, one a line, and ends as it is told. */
  const pac = (code: number) => {
    const file = join(folder, 'pac');
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/args"\necho Imported\nexit ${code}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test('is found on PATH, and imports with the profile that is there: no secret on its command line', async () => {
    pac(0);
    const found = findPac({ PATH: `/nowhere:${folder}` });

    await pacImporter(found ?? '', 'https://org.example', (line) => said.push(line)).importZip(upgrade);

    expect(readFileSync(join(folder, 'args'), 'utf8').trim().split('\n')).toEqual([
      'solution',
      'import',
      '--environment',
      'https://org.example',
      '--path',
      zip,
      '--async',
      '--max-async-wait-time',
      '60',
      '--publish-changes',
      '--stage-and-upgrade',
    ]);
    expect(said).toEqual(['  Imported']);
  });

  test('that fails is an error that says where to look', async () => {
    const importing = pacImporter(pac(7), 'https://org.example', () => undefined).importZip(upgrade);

    await expect(importing).rejects.toThrow(/ended with 7\. Is there a profile/);
  });

  test('is not found where it is not', () => {
    expect(findPac({ PATH: '/nowhere' })).toBeUndefined();
    expect(findPac({})).toBeUndefined();
  });
});

describe('the wrapper', () => {
  test('is not there unless it is installed', async () => {
    expect(await findWrapper()).toBeUndefined();
  });

  test('is given each parameter by name, and credentials that are not for a log', async () => {
    const calls: unknown[][] = [];
    const importer = wrapperImporter(
      {
        importSolution: async (...given) => {
          const [parameters, , host] = given as [
            Record<string, { name: string }>,
            unknown,
            { getInput: (entry: unknown) => unknown },
          ];
          calls.push(['path', 'stageAndUpgrade', 'activatePlugins'].map((name) => host.getInput(parameters[name])));
          calls.push([parameters.credentials, parameters.environmentUrl]);
        },
      },
      {
        environment: 'https://org.example',
        credentials: { clientId: 'id', clientSecret: 'secret', tenantId: 'tenant' },
        pacPath: undefined,
        say: () => undefined,
      },
    );

    await importer.importZip(upgrade);

    expect(calls).toEqual([
      [zip, 'true', 'false'],
      [
        { appId: 'id', clientSecret: 'secret', tenantId: 'tenant', encodeSecret: true, cloudInstance: 'Public' },
        'https://org.example',
      ],
    ]);
  });
});

describe('the Web API', () => {
  const done = { statecode: 3, statuscode: 30 };
  const importer = (jobs: unknown[], said: string[] = []) => {
    const { api, written } = fakeApi({
      'POST ': { AsyncOperationId: 'job' },
      asyncoperations: () => jobs.shift(),
      importjobs: { progress: 41.7 },
    });
    return {
      written,
      importer: webApiImporter(
        api,
        (line) => said.push(line),
        async () => undefined,
      ),
    };
  };

  test('imports steps switched off, says how far it is; an upgrade takes away what the new version lacks', async () => {
    const said: string[] = [];
    const { importer: webApi, written } = importer([{ statecode: 0, statuscode: 0 }, done], said);

    await webApi.importZip(upgrade);

    expect(written).toMatchObject([
      [
        'POST',
        'StageAndUpgradeAsync',
        { CustomizationFile: Buffer.from('zip').toString('base64'), PublishWorkflows: false },
      ],
    ]);
    expect(said).toEqual(['  42 %']);
  });

  test('a first import upgrades nothing', async () => {
    const { importer: webApi, written } = importer([done]);

    await webApi.importZip({ ...upgrade, isUpgrade: false });

    expect(written).toMatchObject([['POST', 'ImportSolutionAsync', {}]]);
  });

  test('an import that Dataverse ends as failed gives its reason', async () => {
    const failed = { statecode: 3, statuscode: 31, message: 'long', friendlymessage: 'The table lead is missing.' };

    await expect(importer([failed]).importer.importZip({ ...upgrade, isUpgrade: false })).rejects.toThrow(
      'ImportSolutionAsync: The table lead is missing.',
    );
  });
});
