const prefix = 'AzureFunctionsJobHost__';

/**
 * App settings that override host.json (Azure Functions docs, "Override host.json values"): `AzureFunctionsJobHost__` and the path,
 * its parts joined by two underscores. Text that is a number or a boolean becomes one, as .NET's configuration binder would.
 */
export function withOverrides(hostJson: unknown, environment: NodeJS.ProcessEnv): unknown {
  return Object.entries(environment)
    .filter(([name, value]) => name.startsWith(prefix) && value !== undefined)
    .reduce<unknown>(
      (document, [name, value]) => withValue(document, name.slice(prefix.length).split('__'), value ?? ''),
      hostJson,
    );
}

function withValue(document: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return toValue(text);
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  // Configuration keys have no case.
  const known = entries.find(([name]) => name.toLowerCase() === key.toLowerCase());
  return Object.fromEntries([
    ...entries.filter((entry) => entry !== known),
    [known?.[0] ?? key, withValue(known?.[1], rest, text)],
  ]);
}

function toValue(text: string): unknown {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
