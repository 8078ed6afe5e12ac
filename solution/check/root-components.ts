import { eachPackage, type Finding } from './finding.ts';
import { bare } from './read-package.ts';
import { all, type Node, textIn } from './xml-tree.ts';

/** Every root component of solution.xml is in the package, and every part that needs one has it: Dataverse ignores what is not listed. */
export const rootComponents = eachPackage((pack) => {
  const listed = all(pack.manifest, 'RootComponent').map(({ attributes }) => ({
    type: attributes.type ?? '',
    key: bare(attributes.id ?? attributes.schemaName),
  }));
  const parts = new Map([...kinds].map(([type, find]) => [type, find(pack.customizations)]));
  const file = `${pack.zip}/solution.xml`;
  const unknown = listed.filter(({ type }) => !parts.has(type));
  const unresolved = listed.filter(({ type, key }) => parts.get(type)?.includes(key) === false);
  const unlisted = [...parts].flatMap(([type, keys]) =>
    keys.filter((key) => !listed.some((each) => each.type === type && each.key === key)).map((key) => ({ type, key })),
  );
  const find =
    (message: string) =>
    ({ type, key }: { type: string; key: string }): Finding => ({
      file,
      element: `RootComponent type ${type} ${key}`,
      message,
    });
  return [
    ...unknown.map(find('this check does not know the type: add it to the rule, with where its parts are')),
    ...unresolved.map(find('is not in customizations.xml')),
    ...unlisted.map(find('is in customizations.xml and not listed: Dataverse would leave it out')),
  ];
});

const byText = (element: string, id: string) => (root: Node) =>
  all(root, element).map((node) => bare(textIn(node, id)));
const byAttribute = (element: string, id: string) => (root: Node) =>
  all(root, element).flatMap(({ attributes }) => (attributes[id] === undefined ? [] : [bare(attributes[id])]));

/** Where the parts of each kind are, by Dataverse's numbers of kinds. */
const kinds: ReadonlyMap<string, (customizations: Node) => readonly string[]> = new Map([
  ['1', byText('Entity', 'Name')],
  // Roles that an app names have no name themselves.
  [
    '20',
    (root: Node) => all(root, 'Role').flatMap(({ attributes: { id, name } }) => (name === undefined ? [] : [bare(id)])),
  ],
  ['61', byText('WebResource', 'Name')],
  ['62', byText('AppModuleSiteMap', 'SiteMapUniqueName')],
  ['80', byText('AppModule', 'UniqueName')],
  ['92', byAttribute('SdkMessageProcessingStep', 'SdkMessageProcessingStepId')],
  ['95', byAttribute('ServiceEndpoint', 'ServiceEndpointId')],
]);
