import { importSolution } from '../import/import-solution.ts';
import type { StandIn } from '../server/stand-in.ts';
import type { SavedState } from './state-file.ts';

/** Brings a new stand-in to a saved state: tables from the zips, then the rows over all that the import wrote. */
export function restoreState(standIn: StandIn, saved: SavedState): void {
  for (const zip of saved.zips) {
    importSolution(standIn.org, zip, false);
    standIn.imports.add(zip, []);
  }
  standIn.org.store.restore(saved.store);
  standIn.savePoints.mark();
}
