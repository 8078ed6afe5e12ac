import type { Finding } from './finding.ts';
import type { Doc } from './read-markdown.ts';

const ours = /^(?:functions|plugin|solution|infra|test|\.ci)\//;

type Tree = {
  /** Whether a file or folder matches; `*` and `{a,b}` have their usual meaning. */
  readonly matches: (pattern: string) => boolean;
  /** Whether the path is one that is built and not kept, so that it may be missing. */
  readonly isBuilt: (path: string) => boolean;
};

/** Paths in backticks and in shell commands that begin with a top-level folder and are not there. */
export function checkPaths(doc: Doc, { matches, isBuilt }: Tree): readonly Finding[] {
  return doc.lines.flatMap(({ number, code }) =>
    code
      .flatMap(pathsIn)
      .filter((path) => !isBuilt(path) && !matches(toPattern(path)))
      .map((path) => ({ path: doc.path, line: number, problem: `there is no ${path}` })),
  );
}

/** The words of a piece of code that are paths of ours, without a line number, an anchor or the end of a sentence. */
export function pathsIn(code: string): readonly string[] {
  return code
    .split(/\s+/)
    .filter((word) => ours.test(word))
    .map((word) => word.replace(/(?:#.*|:\d+(?:-\d+)?)$/, '').replace(/[.,:;)]+$/, ''));
}

/** `infra/local/<name>/main.ts` and `test/…/house.ts` stand for any name. */
export function toPattern(path: string): string {
  return path.replace(/<[^>]*>/g, '*').replaceAll('…', '**');
}

/** Tells built paths by the folders that `.gitignore` names (its lines that end with a slash). */
export function readBuiltFolders(gitignore: string): (path: string) => boolean {
  const folders = gitignore.split(/\r?\n/).filter((line) => line.endsWith('/'));
  return (path) => folders.some((folder) => `/${path}/`.includes(`/${folder}`));
}
