/** Ids come to scripts in braces and capitals; the Web API takes them without. */
export function toBraces(id: string): string {
  return id === '' ? '' : `{${id.toUpperCase()}}`;
}

export function withoutBraces(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}
