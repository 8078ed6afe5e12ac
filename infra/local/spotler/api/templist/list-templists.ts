import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { showTime } from '../show-time.ts';

/** `GET /templist`: a bare array. */
export function listTemplists(sandbox: Sandbox, c: Call): Response {
  return c.json(
    sandbox.lists.all('temporary').map(({ externalId, name, createdMs }) => ({
      externalTemporaryListId: externalId,
      name,
      createdAt: showTime(sandbox, createdMs),
      type: 'API',
    })),
  );
}
