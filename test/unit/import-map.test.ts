import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenImports, importsIn } from './import-map.ts';

const root = join(__dirname, '..', '..');
const folders = ['functions', 'plugin', 'solution', 'infra'];

test('every file imports only what its room may', () => {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root, exclude: (name) => ['node_modules', 'dist'].includes(name) },
  );

  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => forbiddenImports(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

const forbidden: readonly (readonly [importer: string, line: string])[] = [
  ['functions/src/main.ts', "import { handleBundle } from './relay/handle-bundle.ts';"],
  ['functions/src/app.ts', "import './main.ts';"],
  ['functions/src/event/nudge.ts', "import { createLog } from '../log.ts';"],
  ['functions/src/event/nudge.ts', "import { app } from '@azure/functions';"],
  ['functions/src/ingest/gather.ts', "import { openBus } from '../clients/service-bus.ts';"],
  ['functions/src/ingest/gather.ts', "import type { Bus } from '../clients/service-bus.ts';"],
  ['functions/src/ingest/gather.ts', "import { createLog } from '../log.ts';"],
  ['functions/src/ingest/gather.ts', "import type { Config } from '../config.ts';"],
  ['functions/src/relay/plan.ts', "export { toContact } from '../platforms/spotler/contact.ts';"],
  ['functions/src/relay/plan.ts', "const door = await import('../clients/http.ts');"],
  ['functions/src/relay/plan.ts', "import { createApp } from '../app.ts';"],
  ['functions/src/sync/preview.ts', "import { plan } from '../relay/plan.ts';"],
  ['functions/src/relay/plan.ts', "import { steps } from '../../../plugin/src/steps.ts';"],
  ['functions/src/sync/check/run-check.ts', "import { onLoad } from '../../../../plugin/src/forms/contact.ts';"],
  ['functions/src/feedback/poll.ts', "import { decide } from '../relay/decide.ts';"],
  ['functions/src/clients/http.ts', "import { readConfig } from '../config.ts';"],
  ['functions/src/platforms/spotler/spotler.ts', "import { http } from '../../clients/http.ts';"],
  ['functions/src/log.ts', "import { readConfig } from './config.ts';"],
  ['functions/build.ts', "import { steps } from '../plugin/src/steps.ts';"],
  ['plugin/src/console/main.ts', "import { handleBundle } from '../../../functions/src/relay/handle-bundle.ts';"],
  ['plugin/src/steps.ts', "import { guid } from '../../solution/format/guid.ts';"],
  ['solution/install.ts', "import { createToken } from '../functions/src/clients/token.ts';"],
  ['solution/install.ts', "import { onLoad } from '../plugin/src/forms/contact.ts';"],
  ['infra/local/start.ts', "import { readConfig } from '../../functions/src/config.ts';"],
  ['infra/local/furnish.ts', "import { steps } from '../../plugin/src/steps.ts';"],
  ['infra/local/furnish.ts', "import { packageZip } from '../../solution/format/package.ts';"],
  ['infra/local/spotler/app.ts', "import { createBus } from '../service-bus/engine/bus.ts';"],
  ['infra/local/spotler/api/routes.ts', "import type { House } from '../../house.ts';"],
  ['infra/local/journey/idle.ts', "import { sandbox } from '../spotler/sandbox.ts';"],
  ['infra/local/ground/clock.ts', "import { sandbox } from '../spotler/sandbox.ts';"],
];

test.each(forbidden)('%s may not say %s', (importer, line) => {
  expect(forbiddenImports(importer, line)).toHaveLength(1);
});

const allowed: readonly (readonly [importer: string, line: string])[] = [
  ['functions/src/main.ts', "import { type App, createApp } from './app.ts';"],
  ['functions/src/main.ts', "import { app } from '@azure/functions';"],
  ['functions/src/app.ts', "import { handleBundle } from './relay/handle-bundle.ts';"],
  ['functions/src/event/nudge.ts', "import { z } from 'zod';\nimport { createHash } from 'node:crypto';"],
  ['functions/src/ingest/gather.ts', "import type { Log } from '../log.ts';"],
  ['functions/src/clients/tables.ts', "import type { AzureResource } from '../config.ts';"],
  ['functions/src/sync/preview.ts', "import { decide } from '../relay/decide.ts';"],
  ['functions/src/sync/check/check-steps.ts', "import { steps } from '../../../../plugin/src/steps.ts';"],
  ['plugin/src/console/preview.ts', "import { toAttributes } from '../../../functions/src/relay/mapping.ts';"],
  ['solution/core/solution.ts', "import { steps } from '../../plugin/src/steps.ts';"],
  ['infra/local/start.ts', "import { startSpotler } from './spotler/start-spotler.ts';"],
  ['infra/local/spotler/app.ts', "import { clock } from '../ground/clock.ts';"],
  ['infra/local/journey/idle.ts', "import type { House } from '../house.ts';"],
  ['functions/src/ingest/gather.ts', "// import { openBus } from '../clients/service-bus.ts';"],
  ['functions/src/ingest/gather.ts', "/** Once: import { openBus } from '../clients/service-bus.ts'; */"],
];

test.each(allowed)('%s may say %s', (importer, line) => {
  expect(forbiddenImports(importer, line)).toEqual([]);
});

test('an import is found however it is written', () => {
  const source = [
    "import a from './a.ts';",
    "import type { B } from './b.ts';",
    "import {\n  c,\n  type D,\n} from './c.ts';",
    "import * as e from './e.ts';",
    "export { f } from './f.ts';",
    "export * from './g.ts';",
    "import './h.ts';",
    "const i = await import('./i.ts');",
    'import k from "./k.ts";',
    "const url = 'https://example.org'; import l from './l.ts';",
  ].join('\n');

  expect(importsIn(source).map(({ specifier, isType }) => (isType ? `type ${specifier}` : specifier))).toEqual([
    './a.ts',
    'type ./b.ts',
    './c.ts',
    './e.ts',
    './f.ts',
    './g.ts',
    './h.ts',
    './i.ts',
    './k.ts',
    './l.ts',
  ]);
});
