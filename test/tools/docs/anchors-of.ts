import type { Doc } from './read-markdown.ts';

const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
const named = /\b(?:id|name)="([^"]+)"/g;

/** The anchors a page offers: its headings as GitHub names them (a repeated one gets -1, -2 …), and the ids of its HTML. */
export function anchorsOf({ lines }: Doc): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const { text, prose } of lines) {
    for (const [, id = ''] of prose.matchAll(named)) anchors.add(id.toLowerCase());
    // Read from the text, as backticks in a heading are part of its name; a line of a code block has no prose.
    const title = prose === '' ? undefined : heading.exec(text)?.[1];
    if (title !== undefined) anchors.add(unused(toAnchor(title), anchors));
  }
  return anchors;
}

/** https://docs.github.com/get-started/writing-on-github — "Section links": lower case, spaces to hyphens, no other punctuation. */
export function toAnchor(title: string): string {
  const shown = title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
  return shown
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function unused(anchor: string, taken: ReadonlySet<string>): string {
  if (!taken.has(anchor)) return anchor;
  for (let n = 1; ; n++) if (!taken.has(`${anchor}-${n}`)) return `${anchor}-${n}`;
}
