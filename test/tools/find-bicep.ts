import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The one version that is fetched: what warns does not change under us. */
const version = '0.49.2';
const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'bicep');
const executable = process.platform === 'win32' ? 'bicep.exe' : 'bicep';

/** The Bicep CLI that is on this machine: on the path, the Azure CLI's own (`az bicep install`), or the one fetched before. */
export function bicepAtHand(): string | undefined {
  const azure = process.env.AZURE_CONFIG_DIR ?? join(homedir(), '.azure');
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(azure, 'bin'), fetchedFolder()];
  return folders.map((folder) => join(folder, executable)).find((file) => existsSync(file));
}

/**
 * Gets Microsoft's own package of the CLI (MIT) with the .NET SDK's client, once, into node_modules/.cache. Undefined
 * where that is not possible: no .NET SDK, no network, or a machine that is not Linux on x64.
 */
export function fetchBicep(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'bicep.csproj'), project);
  const packages = join(cache, 'packages');
  const restore = ['restore', join(cache, 'bicep.csproj'), '--packages', packages];
  const { status } = spawnSync('dotnet', restore, { stdio: 'ignore', timeout: 120_000 });
  const file = join(fetchedFolder(), executable);
  if (status !== 0 || !existsSync(file)) return undefined;
  chmodSync(file, 0o755);
  return file;
}

function fetchedFolder(): string {
  return join(cache, 'packages', 'azure.bicep.commandline.linux-x64', version, 'tools');
}

const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Azure.Bicep.CommandLine.linux-x64" Version="[${version}]" /></ItemGroup>
</Project>
`;
