import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Step } from '../../plugin/src/steps.ts';
import { type CustomApi, customApiFiles } from './custom-api-xml.ts';
import { entityXml, extensionXml } from './entity-xml.ts';
import { type Manifest, manifestXml, type RootComponent } from './manifest-xml.ts';
import { relationshipsXml } from './relationship-xml.ts';
import { endpointId, endpointXml, stepId, stepXml } from './step-xml.ts';
import type { Table, TableExtension } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** All that goes into one solution zip. */
export type Solution = {
  readonly manifest: Omit<Manifest, 'managed' | 'rootComponents'>;
  readonly tables: readonly Table[];
  readonly extensions: readonly TableExtension[];
  readonly steps: readonly Step[];
  /** Only one solution brings the webhook. */
  readonly hasEndpoint: boolean;
  readonly customApis: readonly CustomApi[];
};

/** The zip, byte for byte the same for the same input: files in order of their names, all of one date. */
export function packageZip(solution: Solution, managed: boolean): Uint8Array {
  const files: Record<string, Xml> = {
    'solution.xml': manifestXml({ ...solution.manifest, managed, rootComponents: rootComponents(solution) }),
    'customizations.xml': customizationsXml(solution),
  };
  for (const api of solution.customApis) Object.assign(files, customApiFiles(api));
  const all: Record<string, Xml> = { '[Content_Types].xml': contentTypesXml(), ...files };
  const entries: Zippable = {};
  for (const name of Object.keys(all).sort())
    entries[name] = [strToU8(`${all[name]}\n`), { mtime: '2000-01-01T00:00:00' }];
  return zipSync(entries, { level: 9 });
}

function rootComponents(solution: Solution): readonly RootComponent[] {
  return [
    ...solution.tables.map(({ name }) => ({ type: 1, schemaName: name, behavior: 0 }) as const),
    ...solution.extensions.map(({ name }) => ({ type: 1, schemaName: name, behavior: 1 }) as const),
    ...solution.steps.map((step) => ({ type: 92, id: stepId(step) }) as const),
    ...(solution.hasEndpoint ? [{ type: 95, id: endpointId } as const] : []),
  ];
}

/** `customizations.xml`, sections in the order of Dataverse's exports. */
function customizationsXml(solution: Solution): Xml {
  const withLookups = [...solution.tables, ...solution.extensions];
  return element('ImportExportXml', { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' }, [
    element('Entities', {}, [...solution.tables.map(entityXml), ...solution.extensions.map(extensionXml)]),
    element('Roles'),
    element('Workflows'),
    element('FieldSecurityProfiles'),
    element('Templates'),
    element('EntityMaps'),
    element(
      'EntityRelationships',
      {},
      withLookups.flatMap(({ name, columns }) => relationshipsXml(name, columns)),
    ),
    element('OrganizationSettings'),
    element('optionsets'),
    element('SolutionPluginAssemblies'),
    element('SdkMessageProcessingSteps', {}, solution.steps.map(stepXml)),
    element('ServiceEndpoints', {}, solution.hasEndpoint ? [endpointXml()] : []),
    element('Languages', {}, [text('Language', 1033), text('Language', 1043)]),
  ]);
}

/** Without a type for each kind of file in it, Dataverse refuses the package. */
function contentTypesXml(): Xml {
  const types = element('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, [
    element('Default', { Extension: 'xml', ContentType: 'application/octet-stream' }),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${types}`;
}
