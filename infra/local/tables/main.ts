import { parseArgs } from 'node:util';
import { runStandIn } from '../ground/run-stand-in.ts';
import { kind, unkind } from './behaviour.ts';
import { startTables } from './start-tables.ts';

const options = {
  port: { type: 'string', default: '0' },
  'control-port': { type: 'string', default: '0' },
  data: { type: 'string' },
  unkind: { type: 'boolean', default: false },
} as const;

void runStandIn(async () => {
  const { values } = parseArgs({ options });
  return startTables({
    port: readPort('port', values.port),
    controlPort: readPort('control-port', values['control-port']),
    behaviour: values.unkind ? unkind : kind,
    ...(values.data === undefined ? {} : { data: values.data }),
  });
});

function readPort(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new RangeError(`--${name}: '${text}' is not a port.`);
  return Number(text);
}
