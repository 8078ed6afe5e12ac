import { posix } from 'node:path';

/** What imports what, by the paths of a file and of what it names; `undefined` = allowed. */
type Rule = (imported: string, importer: string) => boolean;

const rooms = ['ingest', 'relay', 'sync', 'feedback', 'clients', 'platforms'];
const functions = 'functions/src/';
/** Pure, so that a preview can never differ from what is sent. */
const pureRelay = ['mapping.ts', 'conditions.ts', 'decide.ts'].map((file) => `${functions}relay/${file}`);

/** The list of webhook steps: it is packed, repaired and checked from one place. */
const stepFiles = ['steps.ts', 'compare-steps.ts', 'registered-steps.ts'].map((file) => `plugin/src/${file}`);

const inFolder = (folder: string) => (path: string) => path.startsWith(folder);
const isOneOf =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);
/** What the solution is packed from: the scripts as built, their texts, the steps. */
const isPackedFrom = isOneOf('plugin/build.ts', 'plugin/src/texts.ts', ...stepFiles);
const isEvent = inFolder(`${functions}event/`);
const isPureRelay = isOneOf(...pureRelay);

/** The stand-in that a file of `infra/local` belongs to: `infra/local/spotler/`. Files that stand there by themselves belong to none. */
function standInOf(path: string): string | undefined {
  return /^infra\/local\/[^/]+\//.exec(path)?.[0];
}

/** Which of the project's files the files of a folder may import. The first folder that fits holds. */
const map: readonly (readonly [folder: string, may: Rule])[] = [
  [`${functions}main.ts`, isOneOf(`${functions}app.ts`, `${functions}config.ts`, `${functions}log.ts`)],
  [`${functions}app`, (path) => path.startsWith(functions) && path !== `${functions}main.ts`],
  [`${functions}config.ts`, isEvent],
  [`${functions}log.ts`, isEvent],
  [`${functions}event/`, isEvent],
  ...rooms.map((room): readonly [string, Rule] => [
    `${functions}${room}/`,
    (path) =>
      path.startsWith(`${functions}${room}/`) ||
      isEvent(path) ||
      path === `${functions}log.ts` ||
      (room === 'clients' && path === `${functions}config.ts`) ||
      (room === 'sync' && (isPureRelay(path) || stepFiles.includes(path))),
  ]),
  // Building and packing: they are no part of what runs.
  ['functions/', (path) => path.startsWith('functions/') && !path.startsWith(functions)],
  ['plugin/', (path) => path.startsWith('plugin/') || isEvent(path) || isPureRelay(path)],
  ['solution/', (path) => path.startsWith('solution/') || isEvent(path) || isPackedFrom(path)],
  ['infra/local/', (path, importer) => path.startsWith('infra/local/') && mayStandIn(path, importer)],
  ['infra/', inFolder('infra/')],
];

function mayStandIn(path: string, importer: string): boolean {
  const own = standInOf(importer);
  if (own === undefined || own === standInOf(path) || path.startsWith('infra/local/ground/')) return true;
  return own === 'infra/local/journey/' && path === 'infra/local/house.ts';
}

/** Packages that the words everyone uses may need; elsewhere any package is fine. */
const mayEventImport = (name: string) => name.startsWith('node:') || name === 'zod';
/** Only types: what is imported so is gone before anything runs. */
const typesOnly = [`${functions}log.ts`, `${functions}config.ts`];

/** Every import of a file that the map forbids, in words. `source` is its text. */
export function forbiddenImports(importer: string, source: string): readonly string[] {
  return importsIn(source).flatMap(({ specifier, isType }) => {
    if (!specifier.startsWith('.')) {
      const fine = !isEvent(importer) || mayEventImport(specifier);
      return fine ? [] : [`${importer} imports ${specifier}`];
    }
    const imported = posix.join(posix.dirname(importer), specifier);
    const may = map.find(([folder]) => importer.startsWith(folder))?.[1];
    const isRoom = rooms.some((room) => importer.startsWith(`${functions}${room}/`));
    if (isRoom && typesOnly.includes(imported) && !isType)
      return [`${importer} imports more than types of ${imported}`];
    return may === undefined || may(imported, importer) ? [] : [`${importer} imports ${imported}`];
  });
}

/** `from '…'`, `import '…'` and `import('…')`, wherever they stand; comments are taken out first. */
export function importsIn(source: string): readonly { readonly specifier: string; readonly isType: boolean }[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  const statement = /\b(?:(import|export)\s+(type\s+)?[\w$\s{},*]*?from\s*|import\s*\(\s*|import\s+)(['"])([^'"]+)\3/g;
  return [...code.matchAll(statement)].map(([, , type, , specifier = '']) => ({
    specifier,
    isType: type !== undefined,
  }));
}
