import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export type StartOptions = {
  readonly json: boolean;
  readonly empty: boolean;
  readonly hosts: 1 | 2;
  readonly data: string | undefined;
  readonly feedback: boolean;
  readonly reconcile: boolean;
  readonly bare: boolean;
  /** False: the organisation has nothing of ours, so that somebody can rehearse an installation. */
  readonly install: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly firstPort: number;
};

/** Throws an Error that names the option which cannot be understood. */
export function readStartOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      hosts: { type: 'string', default: '1' },
      data: { type: 'string' },
      'no-feedback': { type: 'boolean', default: false },
      'no-reconcile': { type: 'boolean', default: false },
      bare: { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.hosts !== '1' && values.hosts !== '2') throw new Error('--hosts: give 1 or 2.');
  const firstPort = Number(env.ASSENT_PORT ?? 7070);
  if (!Number.isInteger(firstPort) || firstPort < 1 || firstPort > 65_000)
    throw new Error('ASSENT_PORT: give the first port, as 7070.');
  return {
    json: values.json,
    empty: values.empty,
    hosts: values.hosts === '2' ? 2 : 1,
    data: values.data,
    feedback: !values['no-feedback'],
    reconcile: !values['no-reconcile'],
    bare: values.bare,
    install: !values['no-install'],
    settings: Object.fromEntries(values.set.map(readSetting)),
    firstPort,
  };
}

function readSetting(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set ${text}: write it as NAME=value.`);
  const name = text.slice(0, at);
  if (!appSettings.has(name) && !patterns.some((pattern) => pattern.test(name)))
    throw new Error(`--set ${name}: there is no app setting of this name; functions/src/config.ts has them all.`);
  return [name, text.slice(at + 1)];
}

/** What the functions read, and how much memory a host may take. A name with a slip in it would change nothing, without a word. */
const appSettings: ReadonlySet<string> = new Set([
  'DATAVERSE_URL',
  'DATAVERSE_TOKEN_URL',
  'DATAVERSE_CLIENT_ID',
  'DATAVERSE_CLIENT_SECRET',
  'DATAVERSE_SCOPE',
  'ORGANIZATION_ID',
  'WEBHOOK_KEY',
  'WEBHOOK_KEY_NEXT',
  'SPOTLER_URL',
  'SPOTLER_KEY',
  'SPOTLER_SECRET',
  'ADDRESS_KEY',
  'ServiceBusConnection',
  'ServiceBusConnection__fullyQualifiedNamespace',
  'TABLES_CONNECTION',
  'TABLES_URL',
  'AZURE_CLIENT_ID',
  'CIRCUIT_WAIT_SECONDS',
  'EVENT_QUERIES_PER_SECOND',
  'WITHDRAWAL_QUERIES_PER_SECOND',
  'RECONCILE_QUERIES_PER_SECOND',
  'SILENCE_HOURS',
  'ALARM_URL',
  'ALARM_SECRET',
  'ASSENT_VERSION',
  'NODE_OPTIONS',
]);

/** What the functions host itself reads: functions that are off, and overrides of host.json. */
const patterns = [/^AzureWebJobs(\.|__)\w+\1Disabled$/, /^AzureFunctionsJobHost__\w+$/];
