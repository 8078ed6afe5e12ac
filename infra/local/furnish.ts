import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { post } from './ground/post.ts';
import { type House, projectRoot } from './house.ts';
import type { StartOptions } from './start-options.ts';

/**
 * What an admin does once: imports the solutions and runs the installer. Then the empty state is marked, which a reset goes back
 * to, and a small invented organisation is seeded. Throws an Error that says which of these failed.
 */
export async function furnish(house: House, options: StartOptions): Promise<void> {
  if (await isFurnished(house)) return runInstaller(house);
  const zips = options.bare ? ['assent_core.zip'] : ['assent_core.zip', 'assent_sales.zip'];
  for (const zip of zips) {
    await post(`${house.dataverse.url}/_control/import`, {
      zip: join(projectRoot, 'solution', 'dist', zip),
      activateSteps: false,
    });
  }
  await runInstaller(house);
  await subscriptionsAreThere(house);
  await post(`${house.dataverse.url}/_control/mark`, {});
  if (!options.empty)
    await post(`${house.dataverse.url}/_control/seed`, { contacts: 12, leads: options.bare ? 0 : 6, accounts: 4 });
}

/** With `--data` an earlier start has done it. */
async function isFurnished(house: House): Promise<boolean> {
  const rows = await query(house, 'solutions?$select=uniquename');
  return rows.some(
    (row) => typeof row === 'object' && row !== null && 'uniquename' in row && row.uniquename === 'assent_core',
  );
}

async function runInstaller(house: House): Promise<void> {
  const { tokenUrl, clientId, clientSecret, scope } = house.dataverse.dataverseAuth;
  const installer = spawn(
    process.execPath,
    [
      join(projectRoot, 'solution', 'install.ts'),
      '--environment',
      house.dataverse.url,
      '--webhook',
      `${house.hosts.url}/api/dataverse`,
    ],
    {
      env: {
        PATH: process.env.PATH,
        DATAVERSE_TOKEN_URL: tokenUrl,
        DATAVERSE_CLIENT_ID: clientId,
        DATAVERSE_CLIENT_SECRET: clientSecret,
        DATAVERSE_SCOPE: scope,
        WEBHOOK_KEY: house.webhookKey,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code] = await once(installer, 'exit');
  if (code !== 0) throw new Error('The installer failed; its message is above.');
}

/** The installer's last order goes all the way through the relay: when it is done, everything works. */
async function subscriptionsAreThere(house: House): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await query(house, 'assent_subscriptions?$select=assent_externalid')).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The relay did not bring the Subscription rows within 15 s.');
}

async function query(house: House, path: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${house.dataverse.url}/api/data/v9.2/${path}`, { headers: { 'x-assent-page': '1' } });
  const body: unknown = await answer.json();
  if (!answer.ok || typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value))
    return [];
  return body.value;
}
