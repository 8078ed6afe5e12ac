import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';

/** `GET /campaign/list`: all campaigns with the triggers that another system may pull. */
export function listCampaigns({ account }: Sandbox, c: Call): Response {
  return c.json(
    account.campaigns.map(({ encryptedId, name, active, triggers }) => ({ encryptedId, name, active, triggers })),
  );
}
