/** What the client API calls an ItemCollection. */
export type Collection<T> = {
  readonly forEach: (visit: (item: T, index: number) => void) => void;
  readonly get: (which?: unknown) => unknown;
  readonly getLength: () => number;
};

/** `get` without argument answers all, by number or name one or null, by function those it picks (client reference "Collections"). */
export function createCollection<T>(items: () => readonly T[], nameOf: (item: T) => string): Collection<T> {
  return {
    forEach: (visit) => items().forEach(visit),
    getLength: () => items().length,
    get: (which) => {
      if (typeof which === 'string') return items().find((item) => nameOf(item) === which) ?? null;
      if (typeof which === 'number') return items()[which] ?? null;
      if (typeof which === 'function') {
        return items().filter((item, index) => Reflect.apply(which, undefined, [item, index]) === true);
      }
      return [...items()];
    },
  };
}
