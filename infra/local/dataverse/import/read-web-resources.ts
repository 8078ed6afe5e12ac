import { readGuid } from '../guid.ts';
import { type ComponentRow, filled } from './component-row.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, numberIn, textIn } from './xml.ts';

/** `<WebResources>` with their files. */
export function readWebResources({ customizations, files }: SolutionFile): readonly ComponentRow[] {
  return childrenNamed(child(customizations, 'WebResources'), 'WebResource').map((part) => {
    const bytes = files.get(textIn(part, 'FileName').replace(/^\//, ''));
    return {
      table: 'webresource',
      id: readGuid(textIn(part, 'WebResourceId')) ?? '',
      values: filled({
        name: textIn(part, 'Name'),
        displayname: textIn(part, 'DisplayName'),
        description: textIn(part, 'Description'),
        webresourcetype: numberIn(part, 'WebResourceType'),
        dependencyxml: textIn(part, 'DependencyXml'),
        languagecode: numberIn(part, 'LanguageCode'),
        isenabledformobileclient: textIn(part, 'IsEnabledForMobileClient') === '1',
        content: bytes && Buffer.from(bytes).toString('base64'),
      }),
    };
  });
}
