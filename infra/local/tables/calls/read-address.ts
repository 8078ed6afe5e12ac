export type Keys = { readonly partitionKey: string; readonly rowKey: string };

/** What a path names: the last part of it, decoded, and the keys where it names one entity. */
export type Address = { readonly resource: string; readonly keys?: Keys };

/** Which table operation a call is, as it is counted: one entity, a page of entities, a change set, anything else. */
export type CallKind = 'get' | 'query' | 'transaction' | 'other';

/**
 * Reads the path of a call, or the address in a part of a transaction (REST reference, "Addressing Table service resources"). Absent
 * when its percent signs are not those of UTF-8.
 */
export function readAddress(pathOrUrl: string): Address | undefined {
  const path = pathOrUrl.replace(/^https?:\/\/[^/]*/, '').replace(/\?.*$/s, '');
  try {
    // Before the account's name and after it comes a slash; a slash further on belongs to a key.
    const resource = decodeURIComponent(path).replace(/^\/[^/]*\//, '');
    const keys = /\(PartitionKey='(.*)',\s*RowKey='(.*)'\)$/s.exec(resource);
    if (!keys) return { resource };
    return { resource, keys: { partitionKey: unquote(keys[1]), rowKey: unquote(keys[2]) } };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export function kindOf(method: string, address: Address | undefined): CallKind {
  if (address === undefined) return 'other';
  if (method === 'POST' && address.resource === '$batch') return 'transaction';
  if (method !== 'GET' || isTableList(address)) return 'other';
  if (address.keys) return 'get';
  return /^[a-z][a-z0-9]*(\(\))?$/i.test(address.resource) ? 'query' : 'other';
}

/** The list of tables, or a table itself: no entity is written there. */
export function isTableList({ resource }: Address): boolean {
  return /^tables(\(.*\))?$/is.test(resource);
}

/** A quote inside a key is written twice. */
function unquote(text = ''): string {
  return text.replaceAll("''", "'");
}
