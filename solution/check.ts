/**
 * `npm run check:solution`: looks into the zips of solution/dist (`--dist FOLDER`: elsewhere) for what Dataverse would refuse or what
 * would go wrong after the import. One line for each finding; exit code 1 when there is any.
 * `--release`: writes solution/released.json anew from the zips, at a release.
 * ASSENT_XSD_DIR: a folder with Microsoft's solution schemas; without it the schema check is left out.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { componentsOf } from './check/components.ts';
import type { Finding } from './check/finding.ts';
import { type Package, readPackage } from './check/read-package.ts';
import { releasedShape } from './check/released.ts';
import { rules } from './check/rules.ts';

const releasedFile = join(import.meta.dirname, 'released.json');

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { dist: { type: 'string' }, release: { type: 'boolean' } } });
  const folder = values.dist ?? join(import.meta.dirname, 'dist');
  const zips = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  const packages = zips.map((name) => readPackage(name, readFileSync(join(folder, name))));
  const findings = [...ownFindings(packages), ...(await schemaFindings(packages))];
  for (const { rule, file, element, message } of findings)
    process.stdout.write(`${file}: ${element}: ${message} [${rule}]\n`);
  if (findings.length > 0 || packages.length === 0) process.exitCode = 1;
  else if (values.release) writeReleased(packages);
  process.stdout.write(
    `${packages.length} packages, ${packages.flatMap(componentsOf).length} components: ${findings.length} findings.\n`,
  );
}

type Told = Finding & { readonly rule: string };

function ownFindings(packages: readonly Package[]): readonly Told[] {
  const released = releasedShape.parse(JSON.parse(readFileSync(releasedFile, 'utf8')));
  return [...rules(released)].flatMap(([rule, look]) => look(packages).map((finding) => ({ ...finding, rule })));
}

/** The validator is loaded only when there is something for it: it takes its time. */
async function schemaFindings(packages: readonly Package[]): Promise<readonly Told[]> {
  const folder = process.env.ASSENT_XSD_DIR;
  if (folder === undefined || folder === '') {
    process.stdout.write("Not checked against Microsoft's schemas: set ASSENT_XSD_DIR to a folder that holds them.\n");
    return [];
  }
  const { checkSchema } = await import('./check/schema.ts');
  return checkSchema(packages, folder).map((finding) => ({ ...finding, rule: 'schema' }));
}

/** Managed and unmanaged zips have the same components: one of each is enough. */
function writeReleased(packages: readonly Package[]): void {
  const managed = packages.filter(({ zip }) => zip.endsWith('_managed.zip'));
  const released = { version: managed[0]?.version ?? '', components: managed.flatMap(componentsOf), removed: [] };
  writeFileSync(releasedFile, `${JSON.stringify(released, null, 2)}\n`);
}
