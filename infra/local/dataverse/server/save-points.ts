import type { Change, Store, StoreSnapshot } from '../store/store.ts';
import { withRows } from './with-rows.ts';

/** Two states one can go back to: the mark that `/_control/reset` means, and the snapshot of `/_control/restore`. */
export type SavePoints = {
  readonly mark: () => void;
  /** Rows an import brought belong to the mark too: a reset keeps installed solutions. */
  readonly addToMark: (changes: readonly Change[]) => void;
  /**
   * Back to the mark, but for the addresses and keys of webhooks: an older one would only send events to nobody. Row versions go on,
   * as nothing that happened in Dataverse ever sets them back.
   */
  readonly reset: () => void;
  readonly snapshot: () => void;
  /** Back to the snapshot, row versions too, as after a restore from a backup. False without one. */
  readonly restore: () => boolean;
};

export function createSavePoints(store: Store): SavePoints {
  let marked = store.snapshot();
  let kept: StoreSnapshot | undefined;
  return {
    mark: () => {
      marked = store.snapshot();
    },
    addToMark: (changes) => {
      marked = withRows(marked, changes, store);
    },
    reset: () => store.restore({ ...withRegistrations(marked, store.snapshot()), version: store.version() }),
    snapshot: () => {
      kept = store.snapshot();
    },
    restore: () => {
      if (!kept) return false;
      store.restore(kept);
      return true;
    },
  };
}

function withRegistrations(marked: StoreSnapshot, now: StoreSnapshot): StoreSnapshot {
  const endpoints = now.tables.get('serviceendpoint');
  return endpoints ? { ...marked, tables: new Map(marked.tables).set('serviceendpoint', endpoints) } : marked;
}
