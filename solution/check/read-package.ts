import { strFromU8, unzipSync } from 'fflate';
import { child, type Node, readXml, textIn } from './xml-tree.ts';

/** A solution zip, opened. Where a file is missing its element is empty: the rule on files says so. */
export type Package = {
  /** Name of the zip. */
  readonly zip: string;
  readonly uniqueName: string;
  readonly version: string;
  readonly manifest: Node;
  readonly customizations: Node;
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** The root elements of all XML files, by path. */
  readonly xml: ReadonlyMap<string, Node>;
};

/** Opens a zip. Throws where it is no zip, or one of its XML files is no XML. */
export function readPackage(zip: string, bytes: Uint8Array): Package {
  const parts = new Map(Object.entries(unzipSync(bytes)));
  const xml = new Map(
    [...parts].filter(([path]) => isXml(path)).map(([path, part]) => [path, readXml(strFromU8(part))]),
  );
  const root = xml.get('solution.xml') ?? readXml('');
  const manifest = child(root, 'SolutionManifest') ?? root;
  return {
    zip,
    uniqueName: textIn(manifest, 'UniqueName'),
    version: textIn(manifest, 'Version'),
    manifest,
    customizations: xml.get('customizations.xml') ?? readXml(''),
    parts,
    xml,
  };
}

/** Ids are written with and without braces, in small and capital letters. */
export function bare(id: string | undefined): string {
  return (id ?? '').replaceAll(/[{}]/g, '').toLowerCase();
}

export function isXml(path: string): boolean {
  return path.endsWith('.xml');
}
