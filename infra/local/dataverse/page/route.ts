/** What the address bar says: `#/contact`, `#/contact/<id>`, `#/contact/new`, `#/web-resource/<name>`; anything else is the front page. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'web-resource'; readonly name: string }
  | { readonly kind: 'list'; readonly table: string }
  | { readonly kind: 'new'; readonly table: string }
  | { readonly kind: 'record'; readonly table: string; readonly id: string };

export function fromHash(hash: string): Route {
  const [table, id] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (!table) return { kind: 'home' };
  if (table === 'web-resource' && id) return { kind: 'web-resource', name: id };
  if (!id) return { kind: 'list', table };
  return id === 'new' ? { kind: 'new', table } : { kind: 'record', table, id: id.toLowerCase() };
}

export const toList = (table: string) => `#/${table}`;
export const toNew = (table: string) => `#/${table}/new`;
export const toRecord = (table: string, id: string) => `#/${table}/${id}`;
export const toWebResource = (name: string) => `#/web-resource/${encodeURIComponent(name)}`;
