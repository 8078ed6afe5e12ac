import type { Credentials, WebApi } from '../web-api.ts';
import type { Terminal } from './ask.ts';
import { askYes } from './ask.ts';
import { chooseImporter } from './choose-importer.ts';
import { importSolutions, planImports } from './import-solutions.ts';
import type { Options } from './options.ts';
import { awaitAnswer, giveOrder } from './order.ts';
import { bringInLine } from './part.ts';
import { applicationUserPart } from './parts/application-user.ts';
import { endpointPart } from './parts/endpoint.ts';
import { formsPart } from './parts/forms.ts';
import { settingsPart } from './parts/settings.ts';
import { stepsPart } from './parts/steps.ts';
import { prepareUninstall } from './prepare-uninstall.ts';
import { printCheck } from './print-check.ts';
import { selfCheck, whyUnanswered } from './self-check.ts';

/** What a run rests on, besides its options. */
export type Ground = {
  readonly api: WebApi;
  readonly credentials: Credentials;
  /** Undefined where a check is run without it. */
  readonly webhookKey: string | undefined;
  /** Four numbers, as Dataverse has them. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly say: (line: string) => void;
};

/** The whole installer. True where nothing is red. */
export async function run(options: Options, ground: Ground): Promise<boolean> {
  const { api, webhookKey: key, say } = ground;
  if (options.task === 'prepare-uninstall') {
    await prepareUninstall(api, say);
    return true;
  }
  if (options.task === 'install') await importAll(options, ground);
  const order = options.task === 'check' ? undefined : await setUp(options, ground);
  if (!options.checks) return true;
  const endpoint = { webhook: options.webhook, key };
  // The check looks at what the first order brings. One that is not answered is enough: another would wait as long for nothing.
  const first = order === undefined ? undefined : await awaitAnswer(api, order, options.waitMs);
  const result =
    first?.kind === 'unanswered'
      ? await whyUnanswered(api, endpoint, first.status)
      : await selfCheck(api, endpoint, options.waitMs);
  say(`\n${printCheck(result)}`);
  return result.state !== 'red';
}

async function importAll(options: Options, ground: Ground): Promise<void> {
  const { api, say } = ground;
  const { isManaged } = options;
  const plans = await planImports(api, { version: ground.version, isManaged });
  const importer = await chooseImporter({
    ...ground,
    through: options.through,
    tenantId: ground.env.DATAVERSE_TENANT_ID,
  });
  const works = plans.filter(({ kind }) => kind !== 'leave');
  const question = `${works.map(({ says }) => says).join(', ')} in ${api.environment} by ${importer.name}. Go on?`;
  if (options.asks && works.length > 0 && !(await askYes(ground.terminal, question)))
    throw new Error('Nothing was imported. Where nobody can answer, give --yes.');
  await importSolutions(plans, importer, { isManaged, say });
}

/** Puts everything right; gives the id of the order by which the relay brings the list of subscriptions. */
async function setUp(options: Options, ground: Ground): Promise<string | undefined> {
  const { webhookKey: key } = ground;
  if (!options.webhook || !key) return undefined;
  await bringAllInLine(options, { ...ground, webhook: options.webhook, key });
  return giveOrder(ground.api, 'refreshsubscriptions');
}

/** In this order: steps listen to the columns of the settings, and post to the webhook. */
async function bringAllInLine(
  options: Options,
  { api, say, webhook, key }: Ground & { readonly webhook: string; readonly key: string },
): Promise<void> {
  await bringInLine(
    [
      endpointPart(api, { webhook, key }),
      applicationUserPart(api, options.clientId),
      settingsPart(api),
      stepsPart(api),
      formsPart(api),
    ],
    say,
  );
}
