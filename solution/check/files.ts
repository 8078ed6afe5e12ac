import { eachPackage } from './finding.ts';
import { all, readXml, textIn } from './xml-tree.ts';

const needed = ['[Content_Types].xml', 'solution.xml', 'customizations.xml'];

/** The files of the zip: all there, none too many, each with a content type, at the place where Dataverse looks. */
export const files = eachPackage((pack) => {
  const paths = [...pack.parts.keys()];
  const find = (element: string, message: string) => ({ file: pack.zip, element, message });
  const claimed = all(pack.customizations, 'WebResource').map((node) => textIn(node, 'FileName').replace(/^\//, ''));
  const types = pack.xml.get('[Content_Types].xml') ?? readXml('');
  const extensions = new Set(all(types, 'Default').map(({ attributes }) => attributes.Extension ?? ''));
  const overrides = new Set(
    all(types, 'Override').map(({ attributes }) => (attributes.PartName ?? '').replace(/^\//, '')),
  );
  const hasType = (path: string) =>
    path === '[Content_Types].xml' || overrides.has(path) || extensions.has(/\.(\w+)$/.exec(path)?.[1] ?? '');
  return [
    ...needed.filter((path) => !pack.parts.has(path)).map((path) => find(path, whyMissing(path, paths))),
    ...paths
      .filter((path) => path.includes('\\'))
      .map((path) => find(path, 'has a backslash: paths in a zip have slashes')),
    ...claimed
      .filter((path) => !pack.parts.has(path))
      .map((path) => find(path, 'is the FileName of a web resource and not in the zip')),
    ...paths
      .filter((path) => path.startsWith('WebResources/') && !claimed.includes(path))
      .map((path) => find(path, 'is in the zip and no web resource names it')),
    ...paths.filter((path) => !hasType(path)).map((path) => find(path, 'has no content type in [Content_Types].xml')),
    ...[...overrides]
      .filter((path) => !pack.parts.has(path))
      .map((path) => find(path, 'has a content type and is not in the zip')),
  ];
});

function whyMissing(path: string, paths: readonly string[]): string {
  const nested = paths.find((each) => each.endsWith(`/${path}`));
  return nested === undefined ? 'is missing' : `is in a folder (${nested}): it has to be at the root of the zip`;
}
