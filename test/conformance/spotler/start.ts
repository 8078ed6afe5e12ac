import { fileURLToPath } from 'node:url';
import { type Options, startSpotler } from '../../../infra/local/spotler/start-spotler.ts';
import { type Client, createClient, type Key } from './client.ts';

export type Started = Client & { readonly key: Key; readonly stop: () => Promise<void> };

/** The stand-in in this process on a free port, with the demo account unless another is given. */
export async function start(options: Partial<Options> = {}): Promise<Started> {
  const { ready, stop } = await startSpotler({ port: 0, skewSeconds: 0, ...options });
  const { url, spotlerAuth } = ready as { url: string; spotlerAuth: Key };
  return { ...createClient(url, spotlerAuth), key: spotlerAuth, stop };
}

export const everyTypeAccount = fileURLToPath(new URL('every-type-account.json', import.meta.url));
