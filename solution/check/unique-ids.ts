import { type Component, componentsOf } from './components.ts';
import type { Finding, Rule } from './finding.ts';
import { bare, type Package } from './read-package.ts';
import { all, textIn } from './xml-tree.ts';

/** An id belongs to one component, in all solutions together; the elements of a form have ids of their own within it. */
export const uniqueIds: Rule = (packages) => {
  const first = new Map<string, Component>();
  const twice = packages.flatMap((pack) => {
    const seen = new Set<string>();
    return componentsOf(pack).flatMap((component): readonly Finding[] => {
      const { id } = component;
      if (id === undefined) return [];
      const other = first.get(id) ?? component;
      first.set(id, other);
      const isAgain = seen.has(id) || !isSame(other, component);
      seen.add(id);
      const element = `${component.kind} ${component.name}`;
      return isAgain ? [find(pack, element, `its id ${id} is that of ${other.kind} ${other.name} too`)] : [];
    });
  });
  return [...twice, ...packages.flatMap(inForms)];
};

/** The managed and the unmanaged zip carry the same component. */
function isSame(a: Component, b: Component): boolean {
  return a.solution === b.solution && a.kind === b.kind && a.name === b.name;
}

function inForms(pack: Package): readonly Finding[] {
  return all(pack.customizations, 'systemform').flatMap((form) => {
    const ids = ['tab', 'section', 'cell'].flatMap((name) =>
      all(form, name).map(({ attributes }) => bare(attributes.id)),
    );
    const again = ids.filter((id, place) => ids.indexOf(id) !== place);
    return again.map((id) => find(pack, `form ${textIn(form, 'formid')}`, `the id ${id} is on two of its elements`));
  });
}

function find(pack: Package, element: string, message: string): Finding {
  return { file: `${pack.zip}/customizations.xml`, element, message };
}
