import type { FoundTrigger } from '../core/find-triggers.ts';

export type Route = {
  readonly functionName: string;
  readonly bindingName: string;
  /** Upper case. */
  readonly methods: ReadonlySet<string>;
  readonly authLevel: string;
  /** The route's parameters when the path fits. */
  readonly match: (path: string) => Record<string, string> | undefined;
  /** Smaller is tried first: literal segments before constrained, plain and catch-all parameters. */
  readonly precedence: string;
};

/** The HTTP routes of an app, in the order in which they are tried (ASP.NET Core routing, "Route template precedence"). */
export function toRoutes(triggers: readonly FoundTrigger[], routePrefix: string): readonly Route[] {
  return triggers
    .map((trigger) => toRoute(trigger, routePrefix))
    .sort((one, other) => (one.precedence < other.precedence ? -1 : 1));
}

function toRoute({ functionName, bindingName, binding }: FoundTrigger, routePrefix: string): Route {
  const route = typeof binding.route === 'string' ? binding.route : functionName;
  const segments = [...routePrefix.split('/'), ...route.split('/')].filter(Boolean).map(toSegment);
  const pattern = new RegExp(`^${segments.map(({ source }) => source).join('')}/?$`, 'i');
  return {
    functionName,
    bindingName,
    methods: new Set(toStrings(binding.methods).map((method) => method.toUpperCase())),
    authLevel: String(binding.authLevel ?? 'function').toLowerCase(),
    match: (path) => matchPath(pattern, path),
    precedence: segments.map(({ rank }) => rank).join(''),
  };
}

function matchPath(pattern: RegExp, path: string): Record<string, string> | undefined {
  const found = pattern.exec(path);
  if (!found) return undefined;
  const given = Object.entries(found.groups ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // The host keeps an escape it cannot read as it is.
    return text;
  }
}

/** Constraints of ASP.NET Core routing as far as they are known here; an unknown one accepts any segment. */
const constraints: Readonly<Record<string, string>> = {
  alpha: '[A-Za-z]+',
  int: '-?\\d+',
  long: '-?\\d+',
  guid: '[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}',
  bool: 'true|false',
};

function toSegment(segment: string): { readonly source: string; readonly rank: string } {
  const parameter = /^\{(\*{0,2})(\w+)((?::[^}?]+)?)(\??)\}$/.exec(segment);
  if (!parameter) return { source: `/${segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, rank: '1' };
  const [, star, name, constraint = '', optional] = parameter;
  if (star) return { source: `(?:/(?<${name}>.*))?`, rank: '5' };
  const body = constraints[constraint.slice(1)] ?? '[^/]+';
  const source = `/(?<${name}>${body})`;
  return { source: optional ? `(?:${source})?` : source, rank: constraint ? '2' : '3' };
}

function toStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
