import { setTimeout as pause } from 'node:timers/promises';
import type { Credentials, WebApi } from '../web-api.ts';
import type { Importer, ImporterName } from './importers/importer.ts';
import { findPac, pacImporter } from './importers/pac.ts';
import { webApiImporter } from './importers/web-api.ts';
import { findWrapper, wrapperImporter } from './importers/wrapper.ts';

/** Microsoft's wrapper where it is installed, else pac where it is on PATH, else the Web API. `through` asks for one of them. */
export async function chooseImporter(options: {
  readonly through: ImporterName | undefined;
  readonly api: WebApi;
  readonly credentials: Credentials;
  readonly tenantId: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}): Promise<Importer> {
  const { through, api, credentials, tenantId, env, say } = options;
  const isWanted = (name: ImporterName) => through === undefined || through === name;
  const pac = findPac(env);
  const wrapper = isWanted('wrapper') ? await findWrapper() : undefined;
  if (wrapper && tenantId)
    return wrapperImporter(wrapper, {
      environment: api.environment,
      credentials: { ...credentials, tenantId },
      pacPath: pac,
      say,
    });
  if (isWanted('pac') && pac) return pacImporter(pac, api.environment, say);
  if (isWanted('web-api')) return webApiImporter(api, say, (ms) => pause(ms));
  if (wrapper) throw new Error('--through wrapper: set DATAVERSE_TENANT_ID; the wrapper needs it to sign in.');
  throw new Error(`--through ${through}: it is not installed on this machine.`);
}
