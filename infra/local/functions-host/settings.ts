import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const localSettings = z.object({ Values: z.record(z.string(), z.string()).optional() });

/**
 * Puts `Values` of the app's `local.settings.json` into the environment where it has none of that name, as Core Tools does
 * (Azure Functions docs, "Local settings file"). The environment wins.
 */
export function loadLocalSettings(appDirectory: string, environment: NodeJS.ProcessEnv): void {
  const file = join(appDirectory, 'local.settings.json');
  if (!existsSync(file)) return;
  const { Values = {} } = localSettings.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const [name, value] of Object.entries(Values)) environment[name] ??= value;
}

/** Replaces `%NAME%` by the app setting of that name, as the host does in binding properties. Throws naming a setting that is missing. */
export function resolveSettings(text: string, environment: NodeJS.ProcessEnv): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = environment[name];
    if (value === undefined) throw new Error(`${whole}: there is no app setting ${name}.`);
    return value;
  });
}

/** The app setting a binding names as its `connection`. Throws naming it when it is missing. */
export function connectionSetting(name: string, environment: NodeJS.ProcessEnv): string {
  const value = environment[name] ?? environment[`AzureWebJobs${name}`];
  if (value) return value;
  if (environment[`${name}__fullyQualifiedNamespace`]) {
    throw new Error(
      `${name}__fullyQualifiedNamespace: identity-based connections are not there; give a connection string in ${name}.`,
    );
  }
  throw new Error(`There is no app setting ${name} with the connection string of the Service Bus.`);
}

/**
 * Whether an app setting switches a function off: `AzureWebJobs.<name>.Disabled`, or with underscores where a shell cannot set a dot
 * (Azure Functions docs, "How to disable functions"). A function that is switched off can still be run by hand.
 */
export function isDisabled(functionName: string, environment: NodeJS.ProcessEnv): boolean {
  return ['.', '__', '_'].some((separator) => {
    const value = environment[['AzureWebJobs', functionName, 'Disabled'].join(separator)];
    return value?.toLowerCase() === 'true' || value === '1';
  });
}
