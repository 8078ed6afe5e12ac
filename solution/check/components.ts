import { bare, type Package } from './read-package.ts';
import { all, child, type Node, textIn } from './xml-tree.ts';

/** A part of a solution that stays in an organisation, and that an upgrade has to find again. */
export type Component = {
  readonly solution: string;
  readonly kind: string;
  readonly name: string;
  /** Where the kind has ids; others are known by their name. */
  readonly id?: string;
};

/** All components of a zip. */
export function componentsOf(pack: Package): readonly Component[] {
  const { customizations: root, uniqueName: solution, parts } = pack;
  const of = (kind: string, nodes: readonly Node[], describe: (node: Node) => Omit<Component, 'solution' | 'kind'>) =>
    nodes.map((node): Component => ({ solution, kind, ...describe(node) }));
  return [
    ...all(root, 'Entity').flatMap((entity) => ofTable(solution, entity)),
    ...of('relationship', all(root, 'EntityRelationship'), named('Name')),
    ...of(
      'role',
      all(root, 'Role').filter(({ attributes }) => attributes.name),
      named('name', 'id'),
    ),
    ...of('web resource', all(root, 'WebResource'), (node) => ({
      name: textIn(node, 'Name'),
      id: bare(textIn(node, 'WebResourceId')),
    })),
    ...of('step', all(root, 'SdkMessageProcessingStep'), named('Name', 'SdkMessageProcessingStepId')),
    ...of('step image', all(root, 'SdkMessageProcessingStepImage'), (node) => {
      const id = bare(textIn(node, 'SdkMessageProcessingStepImageId'));
      return { name: id, id };
    }),
    ...of('service endpoint', all(root, 'ServiceEndpoint'), named('Name', 'ServiceEndpointId')),
    ...of('site map', all(root, 'AppModuleSiteMap'), (node) => ({ name: textIn(node, 'SiteMapUniqueName') })),
    ...of('app', all(root, 'AppModule'), (node) => ({ name: textIn(node, 'UniqueName') })),
    ...[...parts.keys()].flatMap((path): readonly Component[] => {
      const name = /^customapis\/([^/]+)\/customapi\.xml$/.exec(path)?.[1];
      return name === undefined ? [] : [{ solution, kind: 'custom API', name }];
    }),
  ];
}

/** The table itself where it is ours, its columns of ours, forms and views. */
function ofTable(solution: string, entity: Node): readonly Component[] {
  const table = textIn(entity, 'Name').toLowerCase();
  const label = (node: Node) => child(node, 'LocalizedNames')?.children[0]?.attributes.description ?? '';
  const columns = all(entity, 'attribute').filter((node) => textIn(node, 'IsCustomField') === '1');
  const isOurs = all(entity, 'attribute').some((node) => textIn(node, 'Type') === 'primarykey');
  return [
    ...(isOurs ? [{ solution, kind: 'table', name: table }] : []),
    ...columns.map((node) => ({ solution, kind: 'column', name: `${table}.${textIn(node, 'LogicalName')}` })),
    ...all(entity, 'systemform').map((node) => ({
      solution,
      kind: 'form',
      name: `${table} ${label(node)}`,
      id: bare(textIn(node, 'formid')),
    })),
    ...all(entity, 'savedquery').map((node) => ({
      solution,
      kind: 'view',
      name: `${table} ${label(node)}`,
      id: bare(textIn(node, 'savedqueryid')),
    })),
  ];
}

function named(name: string, id?: string): (node: Node) => Omit<Component, 'solution' | 'kind'> {
  return ({ attributes }) => ({
    name: attributes[name] ?? '',
    ...(id !== undefined && { id: bare(attributes[id]) }),
  });
}
