import { eachPackage, type Finding } from './finding.ts';
import type { Package } from './read-package.ts';
import { all, child, type Node } from './xml-tree.ts';

/** Command bars: an empty StringParameter fails the import; a button whose command, rule or label is missing shows nothing. */
export const ribbon = eachPackage((pack) =>
  all(pack.customizations, 'RibbonDiffXml').flatMap((diff) => [
    ...all(diff, 'StringParameter')
      .filter(({ attributes }) => !attributes.Value)
      .map(() => find(pack, 'StringParameter', 'is empty: Dataverse refuses it; leave it out or give it a value')),
    ...missing(pack, diff, { used: 'Command', defined: 'CommandDefinition' }),
    ...missingRules(pack, diff),
    ...missingLabels(pack, diff),
  ]),
);

function missing(pack: Package, diff: Node, { used, defined }: { used: string; defined: string }): readonly Finding[] {
  const ids = new Set(all(diff, defined).map(({ attributes }) => attributes.Id));
  return all(diff, 'Button')
    .filter(({ attributes }) => !ids.has(attributes[used]))
    .map(({ attributes }) => find(pack, `Button ${attributes.Id}`, `${used} ${attributes[used]} is not defined`));
}

function missingRules(pack: Package, diff: Node): readonly Finding[] {
  const definitions = child(diff, 'RuleDefinitions');
  const ids = new Set(definitions ? all(definitions, 'EnableRule').map(({ attributes }) => attributes.Id) : []);
  const commands = child(diff, 'CommandDefinitions');
  return (commands ? all(commands, 'EnableRule') : [])
    .filter(({ attributes: { Id = '' } }) => !ids.has(Id) && !Id.startsWith('Mscrm.'))
    .map(({ attributes }) => find(pack, `EnableRule ${attributes.Id}`, 'is not defined'));
}

function missingLabels(pack: Package, diff: Node): readonly Finding[] {
  const ids = new Set(all(diff, 'LocLabel').map(({ attributes }) => attributes.Id));
  return all(diff, 'Button').flatMap(({ attributes }) =>
    Object.values(attributes)
      .flatMap((value) => (value.startsWith('$LocLabels:') ? [value.slice('$LocLabels:'.length)] : []))
      .filter((id) => !ids.has(id))
      .map((id) => find(pack, `Button ${attributes.Id}`, `the label ${id} is not defined`)),
  );
}

function find(pack: Package, element: string, message: string): Finding {
  return { file: `${pack.zip}/customizations.xml`, element, message };
}
