import type { Layer } from '../import/layer.ts';
import type { Change } from '../store/store.ts';
import type { SavePoints } from './save-points.ts';

/** The imports in force, in their order: a restart reads the tables from them again. */
export type Imports = {
  readonly layers: () => readonly Layer[];
  /** `changes`: the rows that were written or taken away; a reset does not undo them. */
  readonly settle: (layers: readonly Layer[], changes: readonly Change[]) => void;
};

export function createImports(savePoints: SavePoints): Imports {
  let layers: readonly Layer[] = [];
  return {
    layers: () => layers,
    settle: (next, changes) => {
      layers = next;
      savePoints.addToMark(changes);
    },
  };
}
