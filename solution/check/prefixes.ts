import { componentsOf } from './components.ts';
import { eachPackage } from './finding.ts';
import { all, textIn } from './xml-tree.ts';

/** Kinds whose names carry the publisher's prefix; the others have names for people. */
const prefixed: ReadonlyMap<string, string> = new Map([
  ['table', 'assent_'],
  ['column', 'assent_'],
  ['web resource', 'assent_/'],
  ['site map', 'assent_'],
  ['app', 'assent_'],
  ['custom API', 'assent_'],
]);

/** Names begin with our prefix: without it they collide with those of others, or Dataverse refuses them. */
export const prefixes = eachPackage((pack) => {
  const find = (element: string, prefix: string) => ({
    file: `${pack.zip}/customizations.xml`,
    element,
    message: `its name does not begin with ${prefix}`,
  });
  const components = componentsOf(pack).flatMap(({ kind, name }) => {
    const prefix = prefixed.get(kind);
    const own = kind === 'column' ? name.slice(name.indexOf('.') + 1) : name;
    return prefix === undefined || own.startsWith(prefix) ? [] : [find(`${kind} ${name}`, prefix)];
  });
  const relationships = all(pack.customizations, 'EntityRelationship')
    .filter((node) => textIn(node, 'ReferencingAttributeName').startsWith('assent_'))
    .flatMap(({ attributes: { Name = '' } }) =>
      Name.startsWith('assent_') ? [] : [find(`relationship ${Name}`, 'assent_')],
    );
  const publisher = all(pack.manifest, 'CustomizationPrefix').filter(({ text }) => text !== 'assent');
  return [
    ...components,
    ...relationships,
    ...publisher.map(({ text }) => ({
      file: `${pack.zip}/solution.xml`,
      element: 'CustomizationPrefix',
      message: `is ${text}: it has to be assent, or an upgrade makes everything anew`,
    })),
  ];
});
