import { randomBytes, randomUUID } from 'node:crypto';
import { listen } from '../ground/listen.ts';
import type { Running } from '../ground/run-stand-in.ts';
import { guidOf } from './guid.ts';
import type { Options } from './options.ts';
import { createApp } from './server/app.ts';
import { createStandIn, type StandIn } from './server/stand-in.ts';
import { keepState } from './state/keep-state.ts';
import { restoreState } from './state/restore-state.ts';
import { readStateFile, type SavedState } from './state/state-file.ts';

/** Starts the stand-in; `standIn` is for tests that run it in their own process. */
export async function startDataverse(options: Options): Promise<Running & { readonly standIn: StandIn }> {
  const saved = options.data === undefined ? undefined : readStateFile(options.data);
  const standIn = createStandIn({ ...options, ...identityOf(options, saved) });
  if (saved) restoreState(standIn, saved);
  const { port, close } = await listen(createApp(standIn), options.port);
  const url = `http://localhost:${port}`;
  standIn.org.identity.setUrl(url);
  const keeper = options.data === undefined ? undefined : keepState(standIn, options.data);
  return {
    standIn,
    ready: readyLine(standIn, url),
    stop: async () => {
      standIn.org.queue.clear();
      await close();
      await keeper?.stop();
    },
  };
}

/** What the command line says, else what was saved, else something new. */
function identityOf(options: Options, saved: SavedState | undefined) {
  return {
    organizationId: options.organizationId ?? saved?.organizationId ?? randomUUID(),
    clientId: options.clientId ?? saved?.clientId ?? randomUUID(),
    clientSecret: options.clientSecret ?? saved?.clientSecret ?? randomBytes(24).toString('base64url'),
  };
}

function readyLine(standIn: StandIn, url: string) {
  const { clientId, clientSecret } = standIn.client;
  const tenant = guidOf(`tenant ${standIn.org.identity.id()}`);
  return {
    url,
    organizationId: standIn.org.identity.id(),
    dataverseAuth: { tokenUrl: `${url}/${tenant}/oauth2/v2.0/token`, clientId, clientSecret, scope: `${url}/.default` },
  };
}
