import { DataverseError, rowNotFound } from '../errors.ts';
import type { Organisation } from '../organisation/organisation.ts';
import { textOf } from '../store/row.ts';
import type { Change } from '../store/store.ts';
import { type Component, keyOf, providedBy } from './components.ts';
import { type Dependency, dependenciesOfSolution, dependenciesOn } from './dependencies.ts';
import type { Layer } from './layer.ts';
import { removeComponents } from './remove-components.ts';

export type Uninstalled = { readonly layers: readonly Layer[]; readonly changes: readonly Change[] };

/**
 * `DELETE solutions(id)`. A managed solution goes with everything it brought, data included, unless another one needs any of it; of an
 * unmanaged one only the name goes (page "Uninstall or delete a solution").
 */
export function uninstallSolution(org: Organisation, layers: readonly Layer[], id: string): Uninstalled {
  const row = org.store.rows('solution').get(id);
  if (!row) throw rowNotFound('solution', id);
  const name = textOf(row, 'uniquename');
  const own = layers.filter(({ solution }) => solution === name);
  if (own.length === 0) {
    throw new DataverseError(400, '0x80048033', `Solution ${name} is part of the platform and cannot be uninstalled.`);
  }
  const rest = layers.filter(({ solution }) => solution !== name);
  const gone: Change = { table: 'solution', id, after: undefined };
  if (row.values.ismanaged !== true) {
    org.store.apply([gone]);
    return {
      layers: layers.map((layer) => (layer.solution === name ? { ...layer, solution: '' } : layer)),
      changes: [gone],
    };
  }
  refuseDependent(dependenciesOfSolution(org, layers, name));
  const changes = removeComponents(org, layers, rest);
  org.store.apply([gone]);
  return { layers: rest, changes: [...changes, gone] };
}

function refuseDependent(dependencies: readonly Dependency[]): void {
  if (dependencies.length === 0) return;
  const details = dependencies.map(
    ({ component, dependent }) => `${keyOf(component)} (required by solution ${dependent})`,
  );
  throw new DataverseError(
    400,
    '0x8004f01d',
    `Solution dependencies exist, cannot uninstall. DependencyCount : ${dependencies.length} RequiredComponentObject details: ${details.join(', ')}.`,
  );
}

/** An upgrade that drops what others need is refused, as deleting that component would be. */
export function refuseDropped(
  org: Organisation,
  replaced: readonly Layer[],
  kept: readonly Layer[],
  next: Layer,
): void {
  const still = new Set(providedBy(org, next.file).map(keyOf));
  const dropped: readonly Component[] = replaced
    .flatMap(({ file }) => providedBy(org, file))
    .filter((component) => !still.has(keyOf(component)));
  const [first, ...others] = dependenciesOn(org, dropped, kept);
  if (!first) return;
  throw new DataverseError(
    400,
    '0x8004f01f',
    `The ${keyOf(first.component)} component cannot be deleted because it is referenced by ${others.length + 1} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest. The first is in solution ${first.dependent}.`,
  );
}
