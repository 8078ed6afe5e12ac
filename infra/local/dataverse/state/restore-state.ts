import { rebuildSchema } from '../import/remove-components.ts';
import { openSolution } from '../import/solution-file.ts';
import type { StandIn } from '../server/stand-in.ts';
import type { SavedState } from './state-file.ts';

/** Brings a new stand-in to a saved state: tables from the imports that were in force, then the rows. */
export function restoreState(standIn: StandIn, saved: SavedState): void {
  const layers = saved.zips.map((zip, index) => {
    const file = openSolution(zip);
    return { zip, file, solution: saved.solutions[index] ?? file.uniqueName };
  });
  rebuildSchema(standIn.org, layers);
  standIn.imports.settle(layers, []);
  standIn.org.store.restore(saved.store);
  standIn.savePoints.mark();
}
