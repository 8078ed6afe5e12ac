import { isDifference } from './read-forms.ts';
import type { SolutionFile } from './solution-file.ts';
import { child, childrenNamed, textIn, type Xml } from './xml.ts';

/** Elements and folders whose content is put to use here. */
const understoodElements: ReadonlySet<string> = new Set([
  'Entities',
  'Roles',
  'EntityRelationships',
  'optionsets',
  'WebResources',
  'SdkMessageProcessingSteps',
  'ServiceEndpoints',
  'AppModuleSiteMaps',
  'AppModules',
  'Languages',
]);
const understoodFolders: ReadonlySet<string> = new Set([
  'WebResources',
  'customapis',
  'environmentvariabledefinitions',
]);

/** Names what is in the zip but has no effect here. The zip itself is kept, so nothing of it is lost. */
export function readKept({ customizations, files }: SolutionFile): readonly string[] {
  const elements = customizations.children
    .filter(({ name, children }) => !understoodElements.has(name) && children.length > 0)
    .map(({ name, children }) => `${name} (${children.length})`);
  const folders = [...files.keys()]
    .map((path) => path.split('/'))
    .flatMap(([folder = '', file]) => (file === undefined ? [] : [folder]));
  const others = [...new Set(folders)].filter((folder) => !understoodFolders.has(folder));
  return [...elements, ...others.map((folder) => `folder ${folder}`), ...entityParts(customizations)];
}

function entityParts(customizations: Xml): readonly string[] {
  return childrenNamed(child(customizations, 'Entities'), 'Entity').flatMap((entity) => {
    const name = textIn(entity, 'Name');
    const forms = childrenNamed(child(entity, 'FormXml'), 'forms').flatMap(({ children }) => children);
    const differences = forms.filter(isDifference).length;
    return [
      ...(differences > 0 ? [`${name}: form differences (${differences})`] : []),
      ...((child(entity, 'Visualizations')?.children.length ?? 0) > 0 ? [`${name}: Visualizations`] : []),
    ];
  });
}
