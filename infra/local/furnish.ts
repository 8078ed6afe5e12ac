import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { get, post } from './ground/post.ts';
import { compileCache } from './ground/spawn-stand-in.ts';
import type { House } from './house.ts';
import { queryAsAdmin } from './query-as-admin.ts';
import type { StartOptions } from './start-options.ts';

const installerFile = join(import.meta.dirname, '..', '..', 'solution', 'install.ts');
const failedJobs = "assent_jobs?$select=assent_result&$filter=assent_status eq 'failed'";
const jobShape = z.object({ assent_result: z.string() });
const runShape = z.object({ endedAt: z.unknown(), ok: z.boolean().nullish() });
const stateShape = z.object({ lastRun: z.looseObject({ feedback: runShape.optional() }) });
const subscriptionShape = z.object({ assent_externalid: z.unknown() });

/**
 * What an admin does after the import: runs the installer. Then the empty state is marked, which a reset goes back to, and a small
 * invented organisation is seeded. Throws an Error that says which of these failed, or that `signal` ended it.
 */
export async function furnish(house: House, options: StartOptions, signal: AbortSignal): Promise<void> {
  if (!options.install) return;
  await runInstaller(house, signal);
  if (!house.isNew) return;
  await subscriptionsAreThere(house);
  await baselineIsRead(house);
  await post(`${house.dataverse.url}/_control/mark`, {});
  if (!options.empty)
    await post(`${house.dataverse.url}/_control/seed`, { contacts: 12, leads: options.bare ? 0 : 6, accounts: 4 });
}

async function runInstaller(house: House, signal: AbortSignal): Promise<void> {
  const { tokenUrl, clientId, clientSecret, scope } = house.dataverse.dataverseAuth;
  const addresses = ['--environment', house.dataverse.url, '--webhook', `${house.hosts.url}/api/dataverse`];
  // The zips are imported already, while the functions started; and nobody waits for a check here.
  const installer = spawn(process.execPath, [installerFile, ...addresses, '--repair', '--no-check'], {
    env: {
      ...compileCache,
      PATH: process.env.PATH,
      DATAVERSE_TOKEN_URL: tokenUrl,
      DATAVERSE_CLIENT_ID: clientId,
      DATAVERSE_CLIENT_SECRET: clientSecret,
      DATAVERSE_SCOPE: scope,
      WEBHOOK_KEY: house.webhookKey,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    signal,
  });
  const [code] = await once(installer, 'exit');
  if (code !== 0) throw new Error('The installer failed; its message is above.');
}

/** Nothing is given before the platform was read once: the first round of feedback does that, whether its timer runs or not. */
async function baselineIsRead(house: House): Promise<void> {
  const [control] = house.hosts.controls();
  await post(`${control}/admin/functions/feedback`, { input: '' });
  for (let tries = 0; tries < 750; tries += 1) {
    const { lastRun } = stateShape.parse(await get(`${control}/_control/state`));
    if (lastRun.feedback?.endedAt) {
      if (lastRun.feedback.ok) return;
      throw new Error('The first round of feedback failed; its reason is above.');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The first round of feedback did not end within 15 s.');
}

/** The installer's last order goes all the way through the relay: when it is done, everything works. */
async function subscriptionsAreThere(house: House): Promise<void> {
  const path = 'assent_subscriptions?$select=assent_externalid';
  for (let tries = 0; tries < 750; tries += 1) {
    if ((await queryAsAdmin(house.dataverse.url, path, subscriptionShape)).length > 0) return;
    const [failed] = await queryAsAdmin(house.dataverse.url, failedJobs, jobShape);
    if (failed) throw new Error(`The relay could not bring the Subscription rows: ${failed.assent_result}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The relay did not bring the Subscription rows within 15 s.');
}
