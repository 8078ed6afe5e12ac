import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { House } from './house.ts';

const file = join(import.meta.dirname, '..', '..', 'solution', 'install.ts');

export type InstallerRun = { readonly code: number; readonly said: string };

/** Runs the installer against the house, as an admin does at a prompt. Secrets go by environment. */
export async function runInstaller(
  house: House,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<InstallerRun> {
  const { dataverse, webhook, webhookKey, dataverseAuth } = house;
  const child = spawn(process.execPath, [file, '--environment', dataverse, '--webhook', webhook, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      DATAVERSE_CLIENT_ID: dataverseAuth.clientId,
      DATAVERSE_CLIENT_SECRET: dataverseAuth.clientSecret,
      WEBHOOK_KEY: webhookKey,
      ...env,
    },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, said: said.join('') };
}
