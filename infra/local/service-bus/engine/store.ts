import type { StoredMessage } from './model.ts';

/** One thing that happened and must be found again after a restart. */
export type StoreRecord =
  | { readonly kind: 'enqueued' | 'removed' | 'updated'; readonly message: StoredMessage }
  | { readonly kind: 'deadLettered' | 'activated'; readonly message: StoredMessage; readonly from: number }
  | {
      readonly kind: 'sessionState';
      readonly queue: string;
      readonly sessionId: string;
      readonly state: Buffer | undefined;
    };

/**
 * Where a journal can be put under the engine. The engine writes a record at the moment something happens, and answers the client
 * (accept of a send, settlement, session state) only from `whenDurable`; a sent message also becomes visible only then.
 */
export type Store = {
  readonly write: (record: StoreRecord) => void;
  /** Calls back, in order, when everything written so far would survive the death of this process. */
  readonly whenDurable: (then: () => void) => void;
};

/** Keeps nothing: the bus is empty after a restart. */
export function createMemoryStore(): Store {
  return { write: () => undefined, whenDurable: (then) => then() };
}
