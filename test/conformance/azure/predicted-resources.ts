import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { bicepAtHand } from '../../tools/find-bicep.ts';

const main = join(__dirname, '..', '..', '..', 'infra', 'azure', 'main.bicep');

const run = promisify(execFile);

export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties?: Properties;
};
// biome-ignore lint/suspicious/noExplicitAny: what a resource provider takes is as deep as it likes; the tests say what they expect.
type Properties = Record<string, any>;
export type Template = {
  readonly parameters: Readonly<Record<string, { readonly defaultValue?: unknown }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
};

/** The Bicep CLI, where there is one that can predict (`bicep snapshot`); nothing is fetched for a test. */
export function findPredictingBicep(): string | undefined {
  const bicep = bicepAtHand();
  return bicep && spawnSync(bicep, ['snapshot', '--help']).status === 0 ? bicep : undefined;
}

/** The template that Azure gets, modules and all. */
export async function compile(bicep: string): Promise<Template> {
  const { stdout } = await run(bicep, ['build', main, '--stdout'], { maxBuffer: 1e8 });
  return JSON.parse(stdout);
}

/** What a deployment with these parameters would make, loops and modules unrolled. Needs no Azure. */
export async function predictResources(
  bicep: string,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly Resource[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bicep-'));
  try {
    // Bicep takes a relative path only.
    const lines = Object.entries(parameters).map(([name, value]) => `param ${name} = '${value}'`);
    writeFileSync(join(folder, 'test.bicepparam'), [`using '${relative(folder, main)}'`, ...lines, ''].join('\n'));
    const target = ['--subscription-id', '33333333-3333-4333-8333-333333333333', '--resource-group', 'assent'];
    const place = ['--tenant-id', '44444444-4444-4444-8444-444444444444', '--location', 'westeurope'];
    await run(bicep, ['snapshot', join(folder, 'test.bicepparam'), ...target, ...place]);
    return JSON.parse(readFileSync(join(folder, 'test.snapshot.json'), 'utf8')).predictedResources;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
