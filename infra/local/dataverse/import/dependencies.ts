import type { Organisation } from '../organisation/organisation.ts';
import { type Component, keyOf, neededBy, providedBy } from './components.ts';
import type { Layer } from './layer.ts';

/** One solution needs a component that another one brings. */
export type Dependency = { readonly component: Component; readonly dependent: string };

/** What other solutions need of `components`, and nobody else brings. */
export function dependenciesOn(
  org: Organisation,
  components: readonly Component[],
  others: readonly Layer[],
): readonly Dependency[] {
  const provided = new Set(components.map(keyOf));
  const elsewhere = new Set(others.flatMap(({ file }) => providedBy(org, file)).map(keyOf));
  const found = others.flatMap(({ file, solution }) =>
    neededBy(file)
      .filter((component) => provided.has(keyOf(component)) && !elsewhere.has(keyOf(component)))
      .map((component) => ({ component, dependent: solution || file.uniqueName })),
  );
  const unique = new Map(found.map((one) => [`${keyOf(one.component)} ${one.dependent}`, one]));
  return [...unique.values()];
}

/** Who needs what of a solution that is to be uninstalled. */
export function dependenciesOfSolution(
  org: Organisation,
  layers: readonly Layer[],
  solution: string,
): readonly Dependency[] {
  const own = layers.filter((layer) => layer.solution === solution);
  const others = layers.filter((layer) => layer.solution !== solution);
  return dependenciesOn(
    org,
    own.flatMap(({ file }) => providedBy(org, file)),
    others,
  );
}
