/**
 * The installer: imports the solutions, puts right what an import leaves open, and checks. `--help` says how. Repeating it harms
 * nothing; after each upgrade it is needed, as an import sets address, steps and columns back.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readOptions, usage } from './install/options.ts';
import { run } from './install/run.ts';
import { readSecret } from './install/secrets.ts';
import { openWebApi } from './web-api.ts';

await main();

async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === 'help') return void process.stdout.write(`${usage}\n`);
    const { env } = process;
    const terminal = { input: process.stdin, output: process.stdout };
    const credentials = {
      tokenUrl: env.DATAVERSE_TOKEN_URL,
      clientId: await readSecret(env, terminal, 'DATAVERSE_CLIENT_ID'),
      clientSecret: await readSecret(env, terminal, 'DATAVERSE_CLIENT_SECRET'),
      scope: env.DATAVERSE_SCOPE,
    };
    const needsKey = options.task === 'install' || options.task === 'repair';
    const isFine = await run(options, {
      api: await openWebApi(options.environment, credentials),
      credentials,
      webhookKey: needsKey ? await readSecret(env, terminal, 'WEBHOOK_KEY') : env.WEBHOOK_KEY,
      version: readVersion(),
      env,
      terminal,
      say: (line) => void process.stdout.write(`${line}\n`),
    });
    if (!isFine) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Of the product. Dataverse wants four numbers; ours has three. */
function readVersion(): string {
  const file = join(import.meta.dirname, '..', 'package.json');
  return `${z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version}.0`;
}
