/** `node infra/local/dataverse/main.ts`: a Dataverse environment on this machine. Options and control surface: README.md. */
import { runStandIn } from '../ground/run-stand-in.ts';
import { readOptions } from './options.ts';
import { startDataverse } from './start.ts';

await runStandIn(async () => startDataverse(readOptions(process.argv.slice(2))));
