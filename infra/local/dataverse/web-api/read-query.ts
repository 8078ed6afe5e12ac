/** Query options by name, decoded. */
export function readQuery(rawQuery: string): ReadonlyMap<string, string> {
  const pairs = rawQuery.split('&').filter((part) => part !== '');
  return new Map(
    pairs.map((pair) => {
      const position = pair.indexOf('=');
      return position < 0 ? [decode(pair), ''] : [decode(pair.slice(0, position)), decode(pair.slice(position + 1))];
    }),
  );
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
