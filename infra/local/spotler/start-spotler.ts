import { listen } from '../ground/listen.ts';
import type { Running } from '../ground/run-stand-in.ts';
import { type Account, readAccount } from './account/read-account.ts';
import { createApp } from './app.ts';
import { addCampaignMailings } from './mailings/campaign-mailings.ts';
import { createSandbox } from './sandbox.ts';

export type Options = {
  readonly port: number;
  /** File with the definition of the account; the demo account when left out. */
  readonly account?: string;
  /** Take the place of the first key of the account. */
  readonly consumerKey?: string;
  readonly consumerSecret?: string;
  /** Where the records are kept across restarts; nowhere when left out. */
  readonly data?: string;
  readonly skewSeconds: number;
};

export async function startSpotler(options: Options): Promise<Running> {
  const account = withKey(
    readAccount(options.account ?? new URL('account/demo-account.json', import.meta.url)),
    options,
  );
  const sandbox = await createSandbox(account, options);
  addCampaignMailings(sandbox);
  const server = await listen(createApp(sandbox), options.port);
  const url = `http://localhost:${server.port}`;
  const [consumer] = account.consumers;
  return {
    ready: {
      url,
      spotlerAuth: {
        baseUrl: `${url}/integrationservice-1.1.0`,
        consumerKey: consumer?.key,
        consumerSecret: consumer?.secret,
      },
    },
    stop: async () => {
      await server.close();
      await sandbox.close();
    },
  };
}

function withKey(account: Account, { consumerKey, consumerSecret }: Options): Account {
  const [first, ...others] = account.consumers;
  if (!first) return account;
  const named = { ...first, key: consumerKey ?? first.key, secret: consumerSecret ?? first.secret };
  return { ...account, consumers: [named, ...others] };
}
