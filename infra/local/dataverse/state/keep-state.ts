import type { StandIn } from '../server/stand-in.ts';
import { type SavedState, writeStateFile } from './state-file.ts';

export type StateKeeper = { readonly stop: () => Promise<void> };

/** How often the state is looked at; it is written when something changed. What a hard end loses is at most this. */
const everyMs = 5000;

/** Writes the state to `folder` while the stand-in runs, and once more when it stops. */
export function keepState(standIn: StandIn, folder: string): StateKeeper {
  let saved = -1;
  let writing: Promise<void> = Promise.resolve();
  const save = () => {
    const changes = standIn.org.store.changes();
    if (changes === saved) return writing;
    saved = changes;
    writing = writing.then(() => writeStateFile(folder, stateOf(standIn)));
    return writing;
  };
  const timer = setInterval(() => {
    save().catch((error) => process.stderr.write(`The state could not be written: ${error}\n`));
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await save();
    },
  };
}

function stateOf({ org, client, imports }: StandIn): SavedState {
  const layers = imports.layers();
  return {
    organizationId: org.identity.id(),
    ...client,
    zips: layers.map(({ zip }) => zip),
    solutions: layers.map(({ solution }) => solution),
    store: org.store.snapshot(),
  };
}
