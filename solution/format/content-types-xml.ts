import { element, type Xml } from './xml.ts';

const contentType = 'application/octet-stream';

/** `[Content_Types].xml`: a type for each kind of file, and one for each file without extension; without these Dataverse refuses the package. */
export function contentTypesXml(paths: readonly string[]): Xml {
  const extensions = new Set(paths.map(extensionOf).filter((extension) => extension !== ''));
  const types = element('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, [
    ...[...extensions]
      .sort()
      .map((extension) => element('Default', { Extension: extension, ContentType: contentType })),
    ...paths
      .filter((path) => extensionOf(path) === '')
      .sort()
      .map((path) => element('Override', { PartName: `/${path}`, ContentType: contentType })),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${types}\n`;
}

function extensionOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? '';
}
