import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type ImporterName, importerNames } from './importers/importer.ts';

export const usage = `npm run install:solution -- --environment URL --webhook URL [options]

  --environment URL   of Dynamics, as https://yourorg.crm4.dynamics.com
  --webhook URL       of the relay, as https://yourapp.azurewebsites.net/api/dataverse
  --client-id ID      app registration that the relay signs in with: makes its application user, gives it its role
  --repair            no import: puts right what an import leaves open, then checks
  --check             only the self-check
  --no-check          without the self-check
  --prepare-uninstall takes away what the installer put beside the solutions, so that they can be deleted
  --wait SECONDS      for the answer to the self-check; 60 when left out
  --unmanaged         the unmanaged zips, for development; --managed is the default
  --through NAME      import through wrapper, pac or web-api; else the first of them that is there
  --yes               asks nothing

Secrets come by environment, or are asked for: DATAVERSE_CLIENT_ID, DATAVERSE_CLIENT_SECRET (of an administrator's app registration),
WEBHOOK_KEY. Rarely needed: DATAVERSE_TENANT_ID (for the wrapper), DATAVERSE_TOKEN_URL, DATAVERSE_SCOPE.`;

export type Options = {
  readonly task: 'install' | 'repair' | 'check' | 'prepare-uninstall';
  readonly environment: string;
  readonly webhook: string | undefined;
  readonly clientId: string | undefined;
  readonly isManaged: boolean;
  readonly through: ImporterName | undefined;
  readonly checks: boolean;
  readonly waitMs: number;
  readonly asks: boolean;
};

const url = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, ''));

/** Throws an Error that names the option which cannot be understood and how to write it. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      environment: { type: 'string' },
      webhook: { type: 'string' },
      'client-id': { type: 'string' },
      repair: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      'no-check': { type: 'boolean', default: false },
      'prepare-uninstall': { type: 'boolean', default: false },
      wait: { type: 'string', default: '60' },
      managed: { type: 'boolean', default: false },
      unmanaged: { type: 'boolean', default: false },
      through: { type: 'string' },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const tasks = (['repair', 'check', 'prepare-uninstall'] as const).filter((name) => values[name]);
  if (tasks.length > 1) throw new Error(`--${tasks.join(' and --')}: give one of them.`);
  if (values.managed && values.unmanaged) throw new Error('--managed and --unmanaged: give one of them.');
  const [task = 'install'] = tasks;
  const environment = readUrl('--environment', values.environment);
  if (environment === undefined) throw new Error(`--environment: give its URL.\n\n${usage}`);
  const webhook = readUrl('--webhook', values.webhook);
  if ((task === 'install' || task === 'repair') && webhook === undefined)
    throw new Error('--webhook: give the URL of the relay, as https://yourapp.azurewebsites.net/api/dataverse.');
  return {
    task,
    environment,
    webhook,
    clientId: readClientId(values['client-id']),
    isManaged: !values.unmanaged,
    through: readThrough(values.through),
    checks: !values['no-check'],
    waitMs: readSeconds('--wait', values.wait) * 1000,
    asks: !values.yes,
  };
}

function readUrl(option: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const parsed = url.safeParse(value);
  if (!parsed.success) throw new Error(`${option} ${value}: give a URL that begins with https://.`);
  return parsed.data;
}

function readSeconds(option: string, value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0 && seconds <= 3600)) throw new Error(`${option} ${value}: give seconds, from 1 to 3600.`);
  return seconds;
}

function readClientId(value: string | undefined): string | undefined {
  if (value !== undefined && !z.guid().safeParse(value).success)
    throw new Error(`--client-id ${value}: give the application (client) id, as 11111111-2222-4333-8444-555555555555.`);
  return value;
}

function readThrough(value: string | undefined): ImporterName | undefined {
  const name = importerNames.find((each) => each === value);
  if (value !== undefined && name === undefined)
    throw new Error(`--through ${value}: give ${importerNames.join(', ')}.`);
  return name;
}
