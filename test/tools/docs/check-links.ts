import { posix } from 'node:path';
import { anchorsOf } from './anchors-of.ts';
import type { Finding } from './finding.ts';
import type { Doc } from './read-markdown.ts';

const inline = /\]\(\s*<?([^()\s<>]+)>?(?:\s+["'][^"']*["'])?\s*\)/g;
const definition = /^\s{0,3}\[[^\]]+\]:\s+<?([^\s<>]+)>?/g;
const html = /\b(?:href|src)="([^"]+)"/g;
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

type Surroundings = {
  readonly docs: ReadonlyMap<string, Doc>;
  /** Whether a file or folder is there; the path is given from the root. */
  readonly exists: (path: string) => boolean;
};

/** Links and pictures that lead nowhere. Links to other sites are not followed: a check must not need the network. */
export function checkLinks(doc: Doc, { docs, exists }: Surroundings): readonly Finding[] {
  return doc.lines.flatMap(({ number, prose }) =>
    linksIn(prose).flatMap((target) => {
      const problem = problemOf(target);
      return problem ? [{ path: doc.path, line: number, problem }] : [];
    }),
  );

  function problemOf(target: string): string | undefined {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? doc.path : fromRoot(doc.path, file);
    if (!exists(path)) return `the link ${target} leads to nothing`;
    // The page shown for a folder is its README.
    const page = docs.get(path) ?? docs.get(posix.join(path, 'README.md'));
    if (!anchor || !page || anchorsOf(page).has(anchor.toLowerCase())) return undefined;
    return `the link ${target} names no heading of ${page.path}`;
  }
}

export function linksIn(prose: string): readonly string[] {
  const found = [inline, definition, html].flatMap((pattern) =>
    Array.from(prose.matchAll(pattern), ([, target = '']) => target),
  );
  return found.filter((target) => !elsewhere.test(target));
}

function fromRoot(from: string, file: string): string {
  const plain = decodeURIComponent(file);
  return posix.normalize(plain.startsWith('/') ? plain.slice(1) : posix.join(posix.dirname(from), plain));
}
