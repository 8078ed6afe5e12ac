import type { Finding } from './finding.ts';
import type { Doc } from './read-markdown.ts';

/** An absolute path of a machine. In `https://site/home/` or `./tmp/` the same letters are part of something else. */
const machinePath = /(?<![\w.~}>-])\/(?:home|tmp)\/\S*/;

/** Paths that exist on one machine only and help no reader. */
export function checkWorkplace(doc: Doc): readonly Finding[] {
  return doc.lines.flatMap(({ number, text }) => {
    const found = machinePath.exec(text)?.[0];
    return found ? [{ path: doc.path, line: number, problem: `${found} is a path of one machine` }] : [];
  });
}
