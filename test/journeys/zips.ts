import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageZip } from '../../solution/format/package.ts';

/** A solution of somebody else that adds one yes/no column to contact; gives the path of its zip. */
export async function customColumnZip(name: string): Promise<string> {
  const label = { en: name, nl: name };
  const zip = packageZip(
    {
      manifest: { uniqueName: 'contoso', label, description: label, version: '1.0.0.0', missingDependencies: [] },
      tables: [],
      extensions: [
        {
          name: 'contact',
          label: { en: 'Contact', nl: 'Contactpersoon' },
          columns: [{ name, label, type: 'boolean' }],
          hasButtons: false,
        },
      ],
      buttons: [],
      roles: [],
      webResources: [],
      steps: [],
      hasEndpoint: false,
      customApis: [],
      apps: [],
    },
    false,
  );
  const file = join(await mkdtemp(join(tmpdir(), 'assent-zip-')), 'contoso.zip');
  await writeFile(file, zip);
  return file;
}
