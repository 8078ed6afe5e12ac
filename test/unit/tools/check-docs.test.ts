import { checkCommands, readStartOptionNames } from '../../tools/docs/check-commands.ts';
import { checkLinks } from '../../tools/docs/check-links.ts';
import { checkPaths, readBuiltFolders } from '../../tools/docs/check-paths.ts';
import { checkWorkplace } from '../../tools/docs/check-workplace.ts';
import { readMarkdown } from '../../tools/docs/read-markdown.ts';

const problemsOf = (findings: readonly { problem: string }[]) => findings.map(({ problem }) => problem);

describe('links', () => {
  const other = readMarkdown(
    'infra/README.md',
    '# The ground\n## Start, `stop` & more\n## The ground\n<a id="Here"></a>',
  );
  const there = new Set(['README.md', 'infra', 'infra/README.md', 'infra/start.ts', 'infra/two words.md']);

  function problems(text: string, path = 'README.md') {
    const doc = readMarkdown(path, text);
    const docs = new Map([
      [path, doc],
      [other.path, other],
    ]);
    return problemsOf(checkLinks(doc, { docs, exists: (file) => there.has(file.replace(/\/$/, '')) }));
  }

  test.each([
    '[a](infra/README.md)',
    '[a](./infra/) and ![b](infra/start.ts "title")',
    '[`a`](/infra/start.ts)',
    '[a](infra/two%20words.md)',
    '[a](infra/README.md#start-stop--more)',
    '[a](infra/README.md#the-ground-1)',
    '[a](infra#here)',
    '# Own heading\n[a](#own-heading)',
    '[a](https://example.org/nothing) [b](mailto:a@example.org)',
    '[a]: infra/README.md',
    '`[a](nothing.md)`',
    '```\n[a](nothing.md)\n```',
  ])('that lead somewhere are fine: %j', (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['[a](nothing.md)', 'the link nothing.md leads to nothing'],
    ['![a](nothing.png)', 'the link nothing.png leads to nothing'],
    ['[`a`](nothing.md)', 'the link nothing.md leads to nothing'],
    ['[a]: nothing.md', 'the link nothing.md leads to nothing'],
    ['<img src="nothing.png">', 'the link nothing.png leads to nothing'],
    ['[a](#nowhere)', 'the link #nowhere names no heading of README.md'],
    ['[a](infra/README.md#the-ground-2)', 'the link infra/README.md#the-ground-2 names no heading of infra/README.md'],
    ['```\n# Only code\n```\n[a](#only-code)', 'the link #only-code names no heading of README.md'],
  ])('that lead nowhere are named: %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('are read from the folder of their document', () => {
    expect(problems('[a](../infra/start.ts) [b](infra/start.ts)', 'docs/a.md')).toEqual([
      'the link infra/start.ts leads to nothing',
    ]);
  });

  test('are reported with their line', () => {
    const doc = readMarkdown('README.md', 'one\n```\ntwo\n```\n[a](nothing.md)');

    const [finding] = checkLinks(doc, { docs: new Map(), exists: () => false });

    expect(finding).toMatchObject({ path: 'README.md', line: 5 });
  });
});

describe('commands', () => {
  const startOptions = readStartOptionNames(
    "    options: {\n      json: { type: 'boolean' },\n      'no-feedback': { type: 'boolean' },\n      set: { type: 'string', multiple: true },\n",
  );
  const scripts = new Set(['start', 'test', 'test:browser', 'bench']);
  const problems = (text: string) =>
    problemsOf(checkCommands(readMarkdown('README.md', text), { scripts, startOptions }));

  test.each([
    '`npm start -- --json --no-feedback --set NAME=value`',
    'npm ci, `npm test`, npm run test:browser, npm run --silent bench -- --smoke',
    '```\nnpm start -- --json # --this is a comment\n```',
    'npm packages and npm scripts are only words',
  ])('that are there are fine: %j', (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['`npm run deploy`', ['package.json has no script deploy']],
    ['```\nnpm run test:nothing\n```', ['package.json has no script test:nothing']],
    ['`npm start -- --json --hots 2`', ['npm start has no option --hots']],
  ])('that are not there are named: %j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('npm start and npm test are scripts, too', () => {
    const doc = readMarkdown('README.md', 'npm start, npm test');

    expect(checkCommands(doc, { scripts: new Set(), startOptions })).toHaveLength(2);
  });
});

describe('paths', () => {
  const isBuilt = readBuiltFolders('node_modules/\ndist/\n*.log\ntest/results/\n');
  const there = new Set(['functions/src/main.ts', 'infra/local/*/main.ts', 'test/**/house.ts', '.ci/run']);
  const problems = (text: string) =>
    problemsOf(checkPaths(readMarkdown('README.md', text), { isBuilt, matches: (pattern) => there.has(pattern) }));

  test.each([
    '`functions/src/main.ts` and `functions/src/main.ts:12` and `.ci/run`',
    '`node functions/src/main.ts --port 0`',
    '`infra/local/<name>/main.ts` `test/…/house.ts`',
    '`functions/dist/main.cjs`, `solution/dist`, `test/results/test.json`',
    'functions/nothing.ts outside of backticks',
    '```\ntest/nothing.ts is a drawing\n```',
    '`src/nothing.ts` begins with no folder of the top level',
  ])('that are there, built or not ours are fine: %j', (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ['`functions/nothing.ts`', ['there is no functions/nothing.ts']],
    ['`node infra/nothing.ts --port 0`', ['there is no infra/nothing.ts']],
    ['```sh\nnode test/nothing.ts\n```', ['there is no test/nothing.ts']],
    ['`functions/distance.ts`', ['there is no functions/distance.ts']],
  ])('that are not there are named: %j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe('paths of one machine', () => {
  const problems = (text: string) => problemsOf(checkWorkplace(readMarkdown('README.md', text)));

  test.each(['see /home/a.md', '`/tmp/x`', '```\ncd /tmp/x\n```', '(/home/)', 'file:///tmp/x'])(
    'are named: %j',
    (text) => {
      expect(problems(text)).toHaveLength(1);
    },
  );

  test.each(['https://example.org/home/a', './tmp/x', 'our/home/is', '{journey}/home/', '/workshop/a'])(
    'are not seen where the letters mean something else: %j',
    (text) => {
      expect(problems(text)).toEqual([]);
    },
  );
});
