import { eachPackage, type Finding } from './finding.ts';
import { bare, type Package } from './read-package.ts';
import { all, type Node, readXml, textIn } from './xml-tree.ts';

/** Every script, page and icon that something names is a web resource of the package, or one that solution.xml says it needs. */
export const webResourceReferences = eachPackage((pack) => {
  const names = new Set([
    ...all(pack.customizations, 'WebResource').map((node) => textIn(node, 'Name')),
    ...all(pack.manifest, 'Required').flatMap(({ attributes: { type, schemaName } }) =>
      type === '61' ? [schemaName ?? ''] : [],
    ),
  ]);
  const references = [...inAttributes(pack.customizations), ...inTexts(pack.customizations)];
  return [
    ...references
      .filter(({ name }) => !names.has(name))
      .map(({ element, name }) =>
        find(pack, element, `${name} is no web resource here: pack it, or name it among the missing dependencies`),
      ),
    ...appIcons(pack),
  ];
});

type Reference = { readonly element: string; readonly name: string };

const inAttribute = /^(?:\$webresource:|\/WebResources\/)(.+)$/;

/** `$webresource:name` and `/WebResources/name` in any attribute, and the libraries of forms. */
function inAttributes(node: Node): readonly Reference[] {
  const own = Object.entries(node.attributes).flatMap(([attribute, value]) => {
    const name = inAttribute.exec(value)?.[1] ?? libraryOf(node, attribute, value);
    return name === undefined ? [] : [{ element: `${node.name} ${node.attributes.Id ?? ''} ${attribute}`, name }];
  });
  return [...own, ...node.children.flatMap(inAttributes)];
}

function libraryOf(node: Node, attribute: string, value: string): string | undefined {
  const isLibrary = node.name === 'Library' && attribute === 'name';
  return isLibrary || (node.name === 'Handler' && attribute === 'libraryName') ? value : undefined;
}

function inTexts(root: Node): readonly Reference[] {
  const icons = all(root, 'IconVectorName').map(({ text }) => ({ element: 'IconVectorName', name: text }));
  const needs = all(root, 'DependencyXml').flatMap(({ text }) =>
    inAttributes(readXml(text)).map(({ name }) => ({ element: 'DependencyXml', name })),
  );
  return [...icons, ...needs];
}

/** An app names its icon by id. */
function appIcons(pack: Package): readonly Finding[] {
  const ids = all(pack.customizations, 'WebResource').map((node) => bare(textIn(node, 'WebResourceId')));
  return all(pack.customizations, 'AppModule')
    .filter((app) => !ids.includes(bare(textIn(app, 'WebResourceId'))))
    .map((app) =>
      find(pack, `AppModule ${textIn(app, 'UniqueName')}`, 'WebResourceId is the id of no web resource here'),
    );
}

function find(pack: Package, element: string, message: string): Finding {
  return { file: `${pack.zip}/customizations.xml`, element, message };
}
