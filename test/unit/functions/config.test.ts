import { readConfig } from '../../../functions/src/config.ts';

const env = {
  DATAVERSE_URL: 'https://org.crm4.example.com',
  DATAVERSE_TOKEN_URL: 'https://login.example.com/token',
  DATAVERSE_CLIENT_ID: 'client',
  DATAVERSE_CLIENT_SECRET: 'secret',
  DATAVERSE_SCOPE: 'https://org.crm4.example.com/.default',
  ORGANIZATION_ID: '0A1B2C3D-4E5F-4A6B-8C7D-9E0F1A2B3C4D',
  WEBHOOK_KEY: 'a-webhook-key-0001',
  SPOTLER_URL: 'https://restapi.example.com/integrationservice',
  SPOTLER_KEY: 'key',
  SPOTLER_SECRET: 'secret',
  ADDRESS_KEY: 'an-address-key-0001',
  ServiceBusConnection: 'Endpoint=sb://localhost',
  TABLES_CONNECTION: 'UseDevelopmentStorage=true',
};

function problems(over: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig({ ...env, ...over });
  } catch (error) {
    return String(error);
  }
  return '';
}

test('the app settings are read, and the organisation id is spelt as in webhooks', () => {
  expect(readConfig(env)).toMatchObject({
    organizationId: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    webhookKeys: ['a-webhook-key-0001'],
    dataverse: { url: 'https://org.crm4.example.com', eventQueriesPerSecond: 6 },
    serviceBus: { connectionString: 'Endpoint=sb://localhost' },
  });
});

test('every problem is reported at once, by name and without its value', () => {
  const text = problems({
    DATAVERSE_URL: 'not-a-url-value',
    ORGANIZATION_ID: 'not-an-id-value',
    WEBHOOK_KEY: 'short-value',
    SPOTLER_KEY: undefined,
    ADDRESS_KEY: '',
    EVENT_QUERIES_PER_SECOND: 'many-value',
    ServiceBusConnection: undefined,
    TABLES_CONNECTION: '',
  });

  for (const name of [
    'DATAVERSE_URL',
    'ORGANIZATION_ID',
    'WEBHOOK_KEY',
    'SPOTLER_KEY',
    'ADDRESS_KEY',
    'EVENT_QUERIES_PER_SECOND',
    'ServiceBusConnection',
    'TABLES_CONNECTION',
  ]) {
    expect(text).toContain(`${name}:`);
  }
  expect(text).not.toContain('value');
});

test.each(['0', '-1', 'Infinity'])('%s queries a second are refused', (number) => {
  expect(problems({ EVENT_QUERIES_PER_SECOND: number })).toContain('EVENT_QUERIES_PER_SECOND');
});

test('an alarm system is told only with a secret to sign by', () => {
  const ALARM_URL = 'https://alarms.example.org/hook';
  const ALARM_SECRET = 'a-secret-of-the-alarms';

  expect(problems({ ALARM_URL })).toContain('ALARM_SECRET: set it with ALARM_URL');
  expect(readConfig({ ...env, ALARM_URL, ALARM_SECRET }).alarms).toEqual({ url: ALARM_URL, secret: ALARM_SECRET });
  expect(readConfig(env)).toMatchObject({ alarms: undefined, silenceMs: 4 * 3_600_000, reconcileIsOn: true });
  expect(readConfig({ ...env, 'AzureWebJobs.reconcile.Disabled': 'true' }).reconcileIsOn).toBe(false);
});

test('while the webhook key is replaced both are active', () => {
  const next = 'a-webhook-key-0002';

  expect(readConfig({ ...env, WEBHOOK_KEY_NEXT: next }).webhookKeys).toEqual([env.WEBHOOK_KEY, next]);
  expect(readConfig({ ...env, WEBHOOK_KEY_NEXT: '' }).webhookKeys).toEqual([env.WEBHOOK_KEY]);
  expect(problems({ WEBHOOK_KEY_NEXT: 'short' })).toContain('WEBHOOK_KEY_NEXT');
});

test('on Azure resources are known by address and the app’s own identity', () => {
  const azure = {
    ...env,
    ServiceBusConnection: '',
    ServiceBusConnection__fullyQualifiedNamespace: 'ns.servicebus.windows.net',
    TABLES_CONNECTION: undefined,
    TABLES_URL: 'https://store.table.core.windows.net',
  };

  expect(readConfig({ ...azure, AZURE_CLIENT_ID: 'identity' })).toMatchObject({
    serviceBus: { address: 'ns.servicebus.windows.net', clientId: 'identity' },
    tables: { address: 'https://store.table.core.windows.net', clientId: 'identity' },
  });
  expect(readConfig({ ...azure, AZURE_CLIENT_ID: '' }).tables).toEqual({
    address: azure.TABLES_URL,
    clientId: undefined,
  });
});

test('a slash at the end of an address does no harm', () => {
  const config = readConfig({ ...env, DATAVERSE_URL: `${env.DATAVERSE_URL}/`, SPOTLER_URL: `${env.SPOTLER_URL}/` });

  expect(config.dataverse.url).toBe(env.DATAVERSE_URL);
  expect(config.spotler.url).toBe(env.SPOTLER_URL);
});
