import { z } from 'zod';
import type { Credentials } from '../../web-api.ts';
import type { Importer } from './importer.ts';

type Parameter = { readonly name: string; readonly required: boolean; readonly defaultValue?: string | boolean };

const actionsShape = z.object({
  importSolution: z.custom<(parameters: unknown, runner: unknown, host: unknown) => Promise<void>>(
    (value) => typeof value === 'function',
  ),
});

/** Microsoft's package, which is on GitHub's registry only; undefined where it is not installed. */
export async function findWrapper(
  name = '@microsoft/powerplatform-cli-wrapper/dist/actions',
): Promise<z.infer<typeof actionsShape> | undefined> {
  try {
    return actionsShape.parse(await import(name));
  } catch {
    // Not installed, or another version of it: the next importer is tried.
    return undefined;
  }
}

/**
 * Imports by `@microsoft/powerplatform-cli-wrapper` (action importSolution). It runs pac for us: signs in, imports, and clears all
 * profiles of pac afterwards, as it always does.
 */
export function wrapperImporter(
  { importSolution }: z.infer<typeof actionsShape>,
  options: {
    readonly environment: string;
    readonly credentials: Credentials & { readonly tenantId: string };
    readonly pacPath: string | undefined;
    readonly say: (line: string) => void;
  },
): Importer {
  const { environment, credentials, pacPath, say } = options;
  const speak = (...lines: readonly string[]) => say(lines.map((line) => `  ${line}`).join('\n'));
  return {
    name: 'wrapper',
    importZip: async ({ zip, isUpgrade }) => {
      const given: Readonly<Record<string, string | boolean>> = {
        path: zip,
        async: true,
        maxAsyncWaitTimeInMin: '60',
        publishChanges: true,
        stageAndUpgrade: isUpgrade,
        importAsHolding: false,
        forceOverwrite: false,
        skipDependencyCheck: false,
        convertToManaged: false,
        activatePlugins: false,
        useDeploymentSettingsFile: false,
      };
      await importSolution(
        {
          credentials: {
            appId: credentials.clientId,
            clientSecret: credentials.clientSecret,
            tenantId: credentials.tenantId,
            encodeSecret: true,
            cloudInstance: 'Public',
          },
          environmentUrl: environment,
          ...Object.fromEntries(Object.keys(given).map((name) => [name, { name, required: false }])),
        },
        {
          workingDir: process.cwd(),
          runnersDir: process.cwd(),
          agent: 'assent-installer',
          logger: { log: speak, debug: () => undefined, warn: speak, error: speak },
          ...(pacPath ? { pacPath } : {}),
        },
        {
          name: 'assent-installer',
          getInput: ({ name }: Parameter) => (given[name] === undefined ? undefined : String(given[name])),
          getArtifactStore: () => ({ getTempFolder: () => process.cwd(), upload: async () => undefined }),
        },
      );
    },
  };
}
