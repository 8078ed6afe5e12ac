import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
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
      steps: [],
      buttons: [],
      roles: [],
      webResources: [],
      apps: [],
      hasEndpoint: false,
      customApis: [],
    },
    false,
  );
  const file = join(await mkdtemp(join(tmpdir(), 'assent-zip-')), 'contoso.zip');
  await writeFile(file, zip);
  return file;
}

/** A copy of one of our managed zips that says it is of another version; gives its path. */
export async function asVersion(name: 'assent_core' | 'assent_sales', version: string): Promise<string> {
  const zip = join(import.meta.dirname, '..', '..', 'solution', 'dist', `${name}_managed.zip`);
  const files = unzipSync(await readFile(zip));
  const manifest = strFromU8(files['solution.xml'] ?? new Uint8Array());
  const changed = manifest.replace(/<Version>[^<]*</, `<Version>${version}<`);
  const file = join(await mkdtemp(join(tmpdir(), 'assent-zip-')), `${name}.zip`);
  await writeFile(file, zipSync({ ...files, 'solution.xml': strToU8(changed) }));
  return file;
}
