import { z } from 'zod';

/** Without the slash at its end: paths are put behind it. */
const url = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, ''));
const secret = z
  .string()
  .min(16, 'at least 16 characters')
  // A Key Vault reference that does not resolve arrives as its own text, which anybody can guess.
  .refine((value) => !value.startsWith('@Microsoft.KeyVault('), 'the Key Vault reference does not resolve');

/** The app settings, by name. `infra/azure/main.bicep` sets the same ones. */
const appSettings = z.object({
  DATAVERSE_URL: url,
  DATAVERSE_TOKEN_URL: url,
  DATAVERSE_CLIENT_ID: z.string().min(1),
  DATAVERSE_CLIENT_SECRET: z.string().min(1),
  DATAVERSE_SCOPE: z.string().min(1),
  /** The one organisation that this deployment serves: a copy of it has another id and is refused. */
  ORGANIZATION_ID: z.guid().transform((id) => id.toLowerCase()),
  WEBHOOK_KEY: secret,
  /** Set while the key is being replaced: both are accepted. */
  WEBHOOK_KEY_NEXT: secret.optional(),
  SPOTLER_URL: url,
  SPOTLER_KEY: z.string().min(1),
  SPOTLER_SECRET: z.string().min(1),
  /** The key of every hash we store: without it nobody can try addresses against our tables. */
  ADDRESS_KEY: secret,
  /** Connection string (local), or absent where `ServiceBusConnection__fullyQualifiedNamespace` names the namespace. */
  ServiceBusConnection: z.string().optional(),
  ServiceBusConnection__fullyQualifiedNamespace: z.string().optional(),
  /** Connection string (local) … */
  TABLES_CONNECTION: z.string().optional(),
  /** … or the table endpoint of the storage account. */
  TABLES_URL: url.optional(),
  AZURE_CLIENT_ID: z.string().optional(),
  /** How long a bundle waits in place for a platform that does not answer, before it goes back on the bus for a minute. */
  CIRCUIT_WAIT_SECONDS: z.coerce.number().min(0).max(300).default(240),
  /** Dataverse queries a second for live events, one process. */
  EVENT_QUERIES_PER_SECOND: z.coerce.number().positive().default(6),
  /** The same for the lane of withdrawals. */
  WITHDRAWAL_QUERIES_PER_SECOND: z.coerce.number().positive().default(3),
  /** The same for reconcile. */
  RECONCILE_QUERIES_PER_SECOND: z.coerce.number().positive().default(3),
  /** An alarm is raised when no event came for this long although rows changed. */
  SILENCE_HOURS: z.coerce.number().positive().default(4),
  /** Where the customer's own alarm system takes signed events; with its secret, or not at all. */
  ALARM_URL: url.optional(),
  ALARM_SECRET: secret.optional(),
  /** Timers that are switched off on purpose are no alarm. */
  'AzureWebJobs.reconcile.Disabled': z.string().optional(),
  /** Put in by the build. */
  ASSENT_VERSION: z.string().default('unbuilt'),
});

export type Config = {
  readonly organizationId: string;
  readonly webhookKeys: readonly string[];
  readonly addressKey: string;
  readonly circuitWaitMs: number;
  readonly dataverse: {
    readonly url: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly scope: string;
    readonly eventQueriesPerSecond: number;
    readonly withdrawalQueriesPerSecond: number;
    readonly reconcileQueriesPerSecond: number;
  };
  readonly silenceMs: number;
  readonly alarms: { readonly url: string; readonly secret: string } | undefined;
  readonly reconcileIsOn: boolean;
  readonly version: string;
  readonly spotler: { readonly url: string; readonly key: string; readonly secret: string };
  readonly serviceBus: AzureResource;
  readonly tables: AzureResource;
};

/** A resource by connection string, or by address and the app's own identity. */
export type AzureResource =
  | { readonly connectionString: string }
  | { readonly address: string; readonly clientId: string | undefined };

/** Reads the environment once. Throws an Error that lists every setting that is missing or wrong, by name and without its value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = appSettings.safeParse(withoutEmpty(env));
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const serviceBus = resource(
    env.ServiceBusConnection,
    env.ServiceBusConnection__fullyQualifiedNamespace,
    env.AZURE_CLIENT_ID,
  );
  if (!serviceBus) problems.push('ServiceBusConnection: set it, or ServiceBusConnection__fullyQualifiedNamespace');
  const tables = resource(env.TABLES_CONNECTION, env.TABLES_URL, env.AZURE_CLIENT_ID);
  if ((env.ALARM_URL || '') !== '' && !env.ALARM_SECRET) problems.push('ALARM_SECRET: set it with ALARM_URL');
  if (!tables) problems.push('TABLES_CONNECTION: set it, or TABLES_URL');
  if (!parsed.success || !serviceBus || !tables || problems.length > 0)
    throw new Error(`The app settings are not right: ${problems.join('; ')}.`);
  const { data } = parsed;
  return {
    organizationId: data.ORGANIZATION_ID,
    webhookKeys: [data.WEBHOOK_KEY, ...(data.WEBHOOK_KEY_NEXT ? [data.WEBHOOK_KEY_NEXT] : [])],
    addressKey: data.ADDRESS_KEY,
    circuitWaitMs: data.CIRCUIT_WAIT_SECONDS * 1000,
    dataverse: {
      url: data.DATAVERSE_URL,
      tokenUrl: data.DATAVERSE_TOKEN_URL,
      clientId: data.DATAVERSE_CLIENT_ID,
      clientSecret: data.DATAVERSE_CLIENT_SECRET,
      scope: data.DATAVERSE_SCOPE,
      eventQueriesPerSecond: data.EVENT_QUERIES_PER_SECOND,
      withdrawalQueriesPerSecond: data.WITHDRAWAL_QUERIES_PER_SECOND,
      reconcileQueriesPerSecond: data.RECONCILE_QUERIES_PER_SECOND,
    },
    silenceMs: data.SILENCE_HOURS * 3_600_000,
    alarms: data.ALARM_URL && data.ALARM_SECRET ? { url: data.ALARM_URL, secret: data.ALARM_SECRET } : undefined,
    reconcileIsOn: !/^(1|true)$/i.test(data['AzureWebJobs.reconcile.Disabled'] ?? ''),
    version: data.ASSENT_VERSION,
    spotler: { url: data.SPOTLER_URL, key: data.SPOTLER_KEY, secret: data.SPOTLER_SECRET },
    serviceBus,
    tables,
  };
}

function resource(connectionString?: string, address?: string, clientId?: string): AzureResource | undefined {
  if (connectionString) return { connectionString };
  if (address) return { address, clientId: clientId || undefined };
  return undefined;
}

/** An app setting that is there but empty counts as absent. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
