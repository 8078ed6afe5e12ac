import { componentsOf } from './components.ts';
import { eachPackage, type Finding } from './finding.ts';
import { bare, type Package } from './read-package.ts';
import { all, textIn } from './xml-tree.ts';

/** Dataverse's own roles, the same in every organisation. */
const builtInRoles = ['627090ff-40a3-4053-8790-584edc5be201', '119f245c-3cc8-4b62-b31c-d1a046ced15d'];

/** What steps, apps and site maps name is in the package, or is something that solution.xml says it needs. */
export const references = eachPackage((pack) => [...stepHandlers(pack), ...appParts(pack), ...siteMapTables(pack)]);

function stepHandlers(pack: Package): readonly Finding[] {
  const known = new Set([...idsOf(pack, 'service endpoint'), ...required(pack, '95')]);
  return all(pack.customizations, 'SdkMessageProcessingStep')
    .filter((step) => !known.has(bare(textIn(step, 'EventHandler'))))
    .map(({ attributes }) => find(pack, `step ${attributes.Name}`, 'its EventHandler is no service endpoint here'));
}

function appParts(pack: Package): readonly Finding[] {
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    '1': tables(pack),
    '26': new Set(idsOf(pack, 'view')),
    '60': new Set(idsOf(pack, 'form')),
    '62': new Set(all(pack.customizations, 'SiteMapUniqueName').map(({ text }) => bare(text))),
  };
  const roles = new Set([...idsOf(pack, 'role'), ...builtInRoles]);
  return [
    ...all(pack.customizations, 'AppModuleComponent')
      .map(({ attributes: { type = '', schemaName, id } }) => ({ type, key: bare(id ?? schemaName) }))
      .filter(({ type, key }) => !known[type]?.has(key))
      .map(({ type, key }) => find(pack, `AppModuleComponent type ${type} ${key}`, 'is not in the package')),
    ...all(pack.customizations, 'AppModuleRoleMaps')
      .flatMap(({ children }) => children)
      .filter(({ attributes }) => !roles.has(bare(attributes.id)))
      .map(({ attributes }) => find(pack, `AppModuleRoleMaps Role ${attributes.id}`, 'is no role of ours')),
  ];
}

function siteMapTables(pack: Package): readonly Finding[] {
  return all(pack.customizations, 'SubArea')
    .filter(({ attributes: { Entity } }) => Entity !== undefined && !tables(pack).has(Entity))
    .map(({ attributes }) =>
      find(pack, `SubArea ${attributes.Id}`, `the table ${attributes.Entity} is not in the package`),
    );
}

function tables(pack: Package): ReadonlySet<string> {
  return new Set([
    ...all(pack.customizations, 'Entity').map((node) => bare(textIn(node, 'Name'))),
    ...required(pack, '1'),
  ]);
}

function required(pack: Package, kind: string): readonly string[] {
  return all(pack.manifest, 'Required').flatMap(({ attributes: { type, id, schemaName } }) =>
    type === kind ? [bare(id ?? schemaName)] : [],
  );
}

function idsOf(pack: Package, kind: string): readonly string[] {
  return componentsOf(pack).flatMap((each) => (each.kind === kind && each.id !== undefined ? [each.id] : []));
}

function find(pack: Package, element: string, message: string): Finding {
  return { file: `${pack.zip}/customizations.xml`, element, message };
}
