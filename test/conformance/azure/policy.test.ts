import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../functions/src/config.ts';
import { compile, findPredictingBicep, predictResources, type Resource, type Template } from './predicted-resources.ts';

const root = join(__dirname, '..', '..', '..');
const bicep = findPredictingBicep();
if (!bicep) console.log('The policies of infra/azure are not tested: no Bicep CLI here that knows `snapshot`.');

const parameters = {
  environmentName: 'test',
  dataverseUrl: 'https://contoso.crm4.dynamics.com',
  dataverseClientId: '22222222-2222-4222-8222-222222222222',
  organizationId: '11111111-1111-4111-8111-111111111111',
  operatorPrincipalId: '55555555-5555-4555-8555-555555555555',
  alertEmail: 'operator@example.com',
};

(bicep ? describe : describe.skip)('what infra/azure makes', () => {
  let resources: readonly Resource[] = [];
  let template: Template = { parameters: {}, outputs: {} };
  let settings: Record<string, string> = {};
  const propertiesOf = (type: string) =>
    resources.filter((one) => one.type === type).map((one) => one.properties ?? {});

  beforeAll(async () => {
    const cli = String(bicep);
    [resources, template] = await Promise.all([predictResources(cli, parameters), compile(cli)]);
    settings = propertiesOf('Microsoft.Web/sites/config')[0] ?? {};
  }, 90_000);

  test('the app settings are the ones that the relay reads: with them it starts', () => {
    const config = readConfig(asAzureResolves(settings));

    expect(config.serviceBus).toMatchObject({
      address: expect.stringMatching(/^sb-assent-\w+\.servicebus\.windows\.net$/),
    });
    expect(config.tables).toMatchObject({ clientId: expect.any(String) });
    expect(config.organizationId).toBe(parameters.organizationId);
  });

  test('every secret comes from the vault', () => {
    for (const name of ['DATAVERSE_CLIENT_SECRET', 'WEBHOOK_KEY', 'SPOTLER_KEY', 'SPOTLER_SECRET', 'ADDRESS_KEY'])
      expect(settings[name]).toMatch(/^@Microsoft\.KeyVault\(VaultName=kv-\w+;SecretName=[a-z-]+\)$/);
  });

  test('a second webhook key is set only while it is asked for', () => {
    expect(template.parameters.acceptNextWebhookKey?.defaultValue).toBe(false);
    expect(settings).not.toHaveProperty('WEBHOOK_KEY_NEXT');
    expect(JSON.stringify(template)).toMatch(
      /if\(parameters\('acceptNextWebhookKey'\), createObject\('WEBHOOK_KEY_NEXT', .*?webhook-key-next/,
    );
  });

  test('the queues are those of topology.json, as they are there', () => {
    const { queues } = JSON.parse(readFileSync(join(root, 'infra', 'topology.json'), 'utf8'));
    const made = resources
      .filter(({ type }) => type === 'Microsoft.ServiceBus/namespaces/queues')
      .map(({ name, properties }) => ({ name: name.split('/')[1], ...properties }));

    expect(made).toEqual(queues);
    for (const queue of made) expect(queue).toMatchObject({ requiresSession: true });
  });

  test('nothing can be opened with a key or a password', () => {
    const expectations: [string, object][] = [
      ['Microsoft.ServiceBus/namespaces', { disableLocalAuth: true }],
      ['Microsoft.Storage/storageAccounts', { allowSharedKeyAccess: false, allowBlobPublicAccess: false }],
      ['Microsoft.Insights/components', { DisableLocalAuth: true }],
      ['Microsoft.OperationalInsights/workspaces', { features: { disableLocalAuth: true } }],
      ['Microsoft.KeyVault/vaults', { enableRbacAuthorization: true, enablePurgeProtection: true }],
      ['Microsoft.Web/sites', { httpsOnly: true }],
      ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', { allow: false }],
    ];

    for (const [type, expected] of expectations) {
      expect(propertiesOf(type)).not.toHaveLength(0);
      for (const properties of propertiesOf(type)) expect(properties).toMatchObject(expected);
    }
  });

  test('no key is read, and no secret leaves through an output or a parameter', () => {
    const text = JSON.stringify(template);

    expect(text).not.toMatch(/\blist[A-Z]\w*\(/);
    expect(text).not.toMatch(/securestring/i);
    expect(outputsIn(template)).not.toMatch(/ConnectionString|InstrumentationKey|KeyVault\(/);
    expect(Object.keys(template.outputs).sort()).toEqual(
      ['AZURE_FUNCTION_NAME', 'AZURE_KEY_VAULT_NAME', 'HEALTH_URL', 'WEBHOOK_URL'].sort(),
    );
  });

  test('every role is given on one resource, never on the whole group', () => {
    const scopes = resources
      .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
      .map(({ id }) => id.match(/resourceGroups\/assent\/providers\/([\w.]+\/\w+)\/[\w-]+(\/queues)?/))
      .map((found) => `${found?.[1]}${found?.[2] ?? ''}`);

    expect(scopes.sort()).toEqual([
      'Microsoft.Insights/components',
      'Microsoft.KeyVault/vaults',
      'Microsoft.KeyVault/vaults',
      ...Array<string>(6).fill('Microsoft.ServiceBus/namespaces/queues'),
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Storage/storageAccounts',
    ]);
  });

  test('an instance is kept ready only for functions that exist', () => {
    const [site] = propertiesOf('Microsoft.Web/sites');
    const ready: { name: string }[] = site?.functionAppConfig.scaleAndConcurrency.alwaysReady;
    const registrations = readFileSync(join(root, 'functions', 'src', 'main.ts'), 'utf8');

    expect(ready.map(({ name }) => name)).toContain('http');
    for (const { name } of ready.filter((one) => one.name !== 'http'))
      expect(registrations).toContain(`('${name.replace(/^function:/, '')}', {`);
  });

  test('azd passes every parameter that has no default, and none that is not there', () => {
    const file = JSON.parse(readFileSync(join(root, 'infra', 'azure', 'main.parameters.json'), 'utf8'));
    const passed = Object.keys(file.parameters);
    const required = Object.entries(template.parameters).filter(([, { defaultValue }]) => defaultValue === undefined);

    expect(Object.keys(template.parameters)).toEqual(expect.arrayContaining(passed));
    expect(passed).toEqual(expect.arrayContaining(required.map(([name]) => name)));
  });
});

/** Stands for what Azure does with a setting: takes secrets from the vault and fills in what only it knows. */
function asAzureResolves(settings: Readonly<Record<string, string>>): Record<string, string> {
  const resolve = (value: string) => {
    if (value.startsWith('@Microsoft.KeyVault(')) return 'a secret of the vault';
    return value.startsWith("[format('https://") || value.includes('loginEndpoint') ? 'https://example.net' : value;
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, resolve(value)]));
}

/** The outputs of the template and of every module in it, as text. */
function outputsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, inner]) => (name === 'outputs' ? JSON.stringify(inner) : outputsIn(inner)))
    .join('\n');
}
