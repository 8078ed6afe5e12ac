import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Step } from '../../plugin/src/steps.ts';
import type { App } from './app-xml.ts';
import { contentTypesXml } from './content-types-xml.ts';
import { type CustomApi, customApiFiles } from './custom-api-xml.ts';
import { customizationsXml } from './customizations-xml.ts';
import { type Manifest, manifestXml, type RootComponent } from './manifest-xml.ts';
import type { Button } from './ribbon-xml.ts';
import { type Role, roleId } from './role-xml.ts';
import { endpointId, stepId } from './step-xml.ts';
import type { Table, TableExtension } from './table.ts';
import { type WebResource, webResourcePath } from './web-resource-xml.ts';

/** All that goes into one solution zip. */
export type Solution = {
  readonly manifest: Omit<Manifest, 'managed' | 'rootComponents'>;
  readonly tables: readonly Table[];
  readonly extensions: readonly TableExtension[];
  /** The buttons on the command bars of the extensions that have buttons. */
  readonly buttons: readonly Button[];
  readonly roles: readonly Role[];
  readonly webResources: readonly WebResource[];
  readonly steps: readonly Step[];
  /** Only one solution brings the webhook. */
  readonly hasEndpoint: boolean;
  readonly customApis: readonly CustomApi[];
  readonly apps: readonly App[];
};

/** The zip, byte for byte the same for the same input: files in order of their names, all of one date. */
export function packageZip(solution: Solution, managed: boolean): Uint8Array {
  const texts: Record<string, string> = {
    'solution.xml': manifestXml({ ...solution.manifest, managed, rootComponents: rootComponents(solution) }),
    'customizations.xml': customizationsXml(solution),
  };
  for (const api of solution.customApis) Object.assign(texts, customApiFiles(api));
  const files: Record<string, Uint8Array> = {};
  for (const [name, xml] of Object.entries(texts)) files[name] = strToU8(`${xml}\n`);
  for (const { name, bytes } of solution.webResources) files[webResourcePath(name)] = bytes;
  files['[Content_Types].xml'] = strToU8(contentTypesXml(Object.keys(files)));
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
    entries[name] = [bytes, { mtime: '2000-01-01T00:00:00' }];
  return zipSync(entries, { level: 9 });
}

/** What the solution is made of, by Dataverse's numbers of kinds. Custom APIs are in folders of their own and not listed. */
function rootComponents(solution: Solution): readonly RootComponent[] {
  return [
    ...solution.tables.map(({ name }) => ({ type: 1, schemaName: name, behavior: 0 }) as const),
    ...solution.extensions.map(({ name }) => ({ type: 1, schemaName: name, behavior: 1 }) as const),
    ...solution.roles.map((role) => ({ type: 20, id: roleId(role) }) as const),
    ...solution.webResources.map(({ name }) => ({ type: 61, schemaName: name, behavior: 0 }) as const),
    ...solution.apps.map(({ uniqueName }) => ({ type: 62, schemaName: uniqueName, behavior: 0 }) as const),
    ...solution.apps.map(({ uniqueName }) => ({ type: 80, schemaName: uniqueName, behavior: 0 }) as const),
    ...solution.steps.map((step) => ({ type: 92, id: stepId(step) }) as const),
    ...(solution.hasEndpoint ? [{ type: 95, id: endpointId } as const] : []),
  ];
}
