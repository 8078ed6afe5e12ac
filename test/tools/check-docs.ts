import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkCommands, readStartOptionNames } from './docs/check-commands.ts';
import { checkLinks } from './docs/check-links.ts';
import { checkPaths, readBuiltFolders } from './docs/check-paths.ts';
import { checkWorkplace } from './docs/check-workplace.ts';
import { readMarkdown } from './docs/read-markdown.ts';

/** Part of `npm run check`: whatever our documents tell a reader to open, run or type is there. Works without git and network. */
const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const isBuilt = readBuiltFolders(`.git/\n${read('.gitignore')}`);
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));

const paths = globSync('**/*.md', { cwd: root, exclude: isBuilt }).sort();
const docs = new Map(paths.map((path) => [path, readMarkdown(path, read(path))]));
const vocabulary = {
  scripts: new Set(Object.keys(scripts)),
  startOptions: readStartOptionNames(read('infra/local/start-options.ts')),
};
const exists = (path: string) => existsSync(join(root, path));
const matches = (pattern: string) => exists(pattern) || globSync(pattern, { cwd: root }).length > 0;

const findings = [...docs.values()].flatMap((doc) => [
  ...checkLinks(doc, { docs, exists }),
  ...checkCommands(doc, vocabulary),
  ...checkPaths(doc, { matches, isBuilt }),
  ...checkWorkplace(doc),
]);
for (const { path, line, problem } of findings) console.error(`${path}:${line}: ${problem}.`);
console.log(`${docs.size} documents checked, ${findings.length} things to mend.`);
process.exitCode = findings.length > 0 ? 1 : 0;
