import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { packageFiles, toZip } from '../../../functions/package-files.ts';

const functions = join(__dirname, '..', '..', '..', 'functions');
const folder = mkdtempSync(join(tmpdir(), 'assent-package-'));
let zip: Uint8Array = new Uint8Array();

beforeAll(async () => {
  const built = await build({
    entryPoints: [join(functions, 'src', 'main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['@azure/functions-core'],
    write: false,
    logLevel: 'silent',
  });
  const [main] = built.outputFiles;
  if (!main) throw new Error('esbuild gave no file.');
  zip = toZip(
    packageFiles({ main: main.contents, hostJson: readFileSync(join(functions, 'host.json')), version: '1.2.3' }),
  );
  for (const [name, content] of Object.entries(unzipSync(zip))) writeFileSync(join(folder, name), content);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds the bundle, host.json and its own package.json, and nothing else', () => {
  const files = unzipSync(zip);

  expect(Object.keys(files)).toEqual(['host.json', 'main.cjs', 'package.json']);
  expect(JSON.parse(Buffer.from(files['package.json'] ?? []).toString())).toEqual({
    name: 'assent-functions',
    version: '1.2.3',
    main: 'main.cjs',
  });
});

test('plain Node loads the package from a folder without node_modules, and it registers every function with its trigger', () => {
  // Not the variables of Jest: the app must not see that it is being tested.
  const env = { PATH: process.env.PATH };
  const output = execFileSync(process.execPath, [join(__dirname, 'list-functions.cjs'), folder], {
    env,
    encoding: 'utf8',
  });

  const triggers = JSON.parse(output).map(triggerOf);
  expect(triggers).toEqual(
    expect.arrayContaining([
      { name: 'ingest', type: 'httpTrigger', route: 'dataverse', methods: ['POST'], authLevel: 'anonymous' },
      { name: 'health', type: 'httpTrigger', route: 'health', methods: ['GET'], authLevel: 'anonymous' },
      {
        name: 'relay',
        type: 'serviceBusTrigger',
        queueName: 'crm-events',
        connection: 'ServiceBusConnection',
        isSessionsEnabled: true,
      },
      {
        name: 'withdrawals',
        type: 'serviceBusTrigger',
        queueName: 'crm-withdrawals',
        connection: 'ServiceBusConnection',
        isSessionsEnabled: true,
      },
      {
        name: 'jobs',
        type: 'serviceBusTrigger',
        queueName: 'jobs',
        connection: 'ServiceBusConnection',
        isSessionsEnabled: true,
      },
    ]),
  );
});

test('the same files give the same zip, byte for byte', () => {
  const files = { 'b.txt': Buffer.from('b'), 'a.txt': Buffer.from('a') };

  expect(toZip(files)).toEqual(toZip({ 'a.txt': Buffer.from('a'), 'b.txt': Buffer.from('b') }));
});

/** A registered function without what does not matter here: the names the worker gives to bindings. */
function triggerOf({ name, bindings }: { name: string; bindings: Record<string, Record<string, unknown>> }) {
  const trigger = Object.values(bindings).find(({ type }) => String(type).endsWith('Trigger')) ?? {};
  const { type, route, methods, authLevel, queueName, connection, isSessionsEnabled } = trigger;
  return JSON.parse(
    JSON.stringify({ name, type, route, methods, authLevel, queueName, connection, isSessionsEnabled }),
  );
}
