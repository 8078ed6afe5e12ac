import { strFromU8, unzipSync } from 'fflate';
import { badRequest } from '../errors.ts';
import { child, readXml, textIn, type Xml } from './xml.ts';

/** A solution zip, opened. */
export type SolutionFile = {
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly version: string;
  readonly managed: boolean;
  readonly manifest: Xml;
  readonly customizations: Xml;
  readonly files: ReadonlyMap<string, Uint8Array>;
};

/** ImportSolutionError: what Dataverse answers to a zip that it cannot read. */
const unreadable = '0x80048060';

export function openSolution(bytes: Uint8Array): SolutionFile {
  const files = new Map(Object.entries(unzip(bytes)));
  const manifest = child(readPart(files, 'solution.xml'), 'SolutionManifest');
  if (!manifest) throw badRequest('solution.xml has no SolutionManifest.', unreadable);
  const labels = child(manifest, 'LocalizedNames');
  return {
    uniqueName: textIn(manifest, 'UniqueName'),
    friendlyName: labels?.children[0]?.attributes.description ?? textIn(manifest, 'UniqueName'),
    version: textIn(manifest, 'Version'),
    managed: textIn(manifest, 'Managed') === '1',
    manifest,
    customizations: readPart(files, 'customizations.xml'),
    files,
  };
}

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch {
    throw badRequest('The solution file is not a zip.', unreadable);
  }
}

function readPart(files: ReadonlyMap<string, Uint8Array>, name: string): Xml {
  const bytes = files.get(name);
  if (!bytes) throw badRequest(`The solution file has no ${name}.`, unreadable);
  try {
    return readXml(strFromU8(bytes));
  } catch (error) {
    throw badRequest(`${name} cannot be read: ${error instanceof Error ? error.message : error}`, unreadable);
  }
}
