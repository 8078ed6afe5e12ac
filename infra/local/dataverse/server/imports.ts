import type { Change } from '../store/store.ts';
import type { SavePoints } from './save-points.ts';

/** The zips imported so far, in their order: a restart reads the tables from them again. */
export type Imports = {
  /** `changes`: the rows the import wrote; they survive a reset. */
  readonly add: (zip: Uint8Array, changes: readonly Change[]) => void;
  readonly all: () => readonly Uint8Array[];
};

export function createImports(savePoints: SavePoints): Imports {
  const zips: Uint8Array[] = [];
  return {
    add: (zip, changes) => {
      zips.push(zip);
      savePoints.addToMark(changes);
    },
    all: () => zips,
  };
}
