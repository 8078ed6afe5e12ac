import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

export type WebResource = {
  readonly name: string;
  /** 1 HTML, 3 script, 11 SVG, 12 RESX. */
  readonly type: number;
  readonly text: string;
  /** Names of web resources that are loaded with it. */
  readonly needs?: readonly string[];
};

export type ScriptedSolution = {
  readonly resources: readonly WebResource[];
  /** Elements of `<Entities>`. */
  readonly entities?: string;
  /** Elements behind the steps: app modules, site maps. */
  readonly more?: string;
  readonly version?: string;
};

/** A small solution with scripts and pages, in the format of real exports. Answers the zip's path. */
export async function writeSolution({
  resources,
  entities = '',
  more = '',
  version,
}: ScriptedSolution): Promise<string> {
  const manifest = `<ImportExportXml><SolutionManifest><UniqueName>smp_scripts</UniqueName><LocalizedNames><LocalizedName description="Scripts" languagecode="1033" /></LocalizedNames><Version>${version ?? '1.0.0.0'}</Version><Managed>0</Managed><RootComponents /><MissingDependencies /></SolutionManifest></ImportExportXml>`;
  const customizations = `<ImportExportXml><Entities>${entities}</Entities><WebResources>${resources.map(toElement).join('')}</WebResources>${more}<Languages><Language>1033</Language></Languages></ImportExportXml>`;
  const files = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types />',
    'solution.xml': manifest,
    'customizations.xml': customizations,
    ...Object.fromEntries(resources.map(({ text }, index) => [`WebResources/smp_${index}`, text])),
  };
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  const path = join(await mkdtemp(join(tmpdir(), 'scripted-')), 'solution.zip');
  await writeFile(path, zip);
  return path;
}

function toElement({ name, type, needs = [] }: WebResource, index: number): string {
  const libraries = needs.map((other) => `&lt;Library name="${other}" /&gt;`).join('');
  const dependencies =
    needs.length > 0
      ? `<DependencyXml>&lt;Dependencies&gt;&lt;Dependency componentType="WebResource"&gt;${libraries}&lt;/Dependency&gt;&lt;/Dependencies&gt;</DependencyXml>`
      : '';
  return `<WebResource><WebResourceId>{e2000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}}</WebResourceId><Name>${name}</Name><WebResourceType>${type}</WebResourceType>${dependencies}<FileName>/WebResources/smp_${index}</FileName></WebResource>`;
}
