/**
 * The function of a dotted path in the page's global scope (`Sample.Contact.onLoad`), bound to what it belongs to. Throws the
 * sentence that Dynamics shows when it is not there.
 */
export function findFunction(path: string): (...args: readonly unknown[]) => unknown {
  let owner: unknown;
  let found: unknown = window;
  for (const name of path.split('.')) {
    owner = found;
    found = isObject(owner) ? Reflect.get(owner, name) : undefined;
  }
  if (typeof found !== 'function') throw new Error(`Web resource method does not exist: ${path}`);
  const method = found;
  return (...args) => Reflect.apply(method, owner, args);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
