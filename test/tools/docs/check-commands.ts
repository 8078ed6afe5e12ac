import type { Finding } from './finding.ts';
import type { Doc } from './read-markdown.ts';

const script = /\bnpm (?:(?:run|run-script) (?:(?:-s|--silent) )?(\w[\w:-]*)|(start|test)\b)/g;
/** From `npm start --` to the end of the command: a backtick, a comment, the next command or the next cell. */
const start = /\bnpm start --\s([^`#|&;]*)/g;
const option = /(?<!\S)--([a-z][\w-]*)/g;

type Vocabulary = { readonly scripts: ReadonlySet<string>; readonly startOptions: ReadonlySet<string> };

/** `npm` scripts that package.json does not have, and options that `npm start` does not know. */
export function checkCommands(doc: Doc, { scripts, startOptions }: Vocabulary): readonly Finding[] {
  return doc.lines.flatMap(({ number, text }) =>
    [
      ...missing(scriptsIn(text), scripts, (name) => `package.json has no script ${name}`),
      ...missing(startOptionsIn(text), startOptions, (name) => `npm start has no option --${name}`),
    ].map((problem) => ({ path: doc.path, line: number, problem })),
  );
}

export function scriptsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(script), ([, run, short]) => run ?? short ?? '');
}

export function startOptionsIn(text: string): readonly string[] {
  const given = Array.from(text.matchAll(start), ([, rest = '']) => rest);
  return given.flatMap((rest) => Array.from(rest.matchAll(option), ([, name = '']) => name));
}

/** The names in `infra/local/start-options.ts`: read as text, because running it would judge values and not names. */
export function readStartOptionNames(source: string): ReadonlySet<string> {
  return new Set(Array.from(source.matchAll(/^\s*'?([a-z][\w-]*)'?: \{ type: '/gm), ([, name = '']) => name));
}

function missing(
  names: readonly string[],
  known: ReadonlySet<string>,
  toProblem: (name: string) => string,
): readonly string[] {
  return names.filter((name) => !known.has(name)).map(toProblem);
}
