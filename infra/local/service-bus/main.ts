import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runStandIn } from '../ground/run-stand-in.ts';
import { startServiceBus } from './start.ts';
import { readTopology } from './topology.ts';

const options = {
  port: { type: 'string', default: '5672' },
  'control-port': { type: 'string', default: '0' },
  topology: { type: 'string', default: 'infra/topology.json' },
  'key-name': { type: 'string', default: 'RootManageSharedAccessKey' },
  key: { type: 'string' },
  'credits-per-second': { type: 'string', default: '1000' },
  'clock-skew-seconds': { type: 'string', default: '0' },
  data: { type: 'string' },
} as const;

void runStandIn(async () => {
  const { values } = parseArgs({ options });
  if (values.data !== undefined)
    throw new Error('--data: this broker keeps its messages in memory only; start it without --data.');
  return startServiceBus({
    port: readNumber('port', values.port),
    controlPort: readNumber('control-port', values['control-port']),
    queues: readTopology(values.topology),
    key: { name: values['key-name'], key: values.key ?? randomBytes(32).toString('base64') },
    creditsPerSecond: readNumber('credits-per-second', values['credits-per-second']),
    clockSkewMs: readNumber('clock-skew-seconds', values['clock-skew-seconds']) * 1000,
  });
});

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new Error(`--${name}: '${text}' is not a number.`);
  return number;
}
