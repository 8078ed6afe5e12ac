import { parseArgs } from 'node:util';
import { runStandIn } from '../ground/run-stand-in.ts';
import { startHost } from './start-host.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: 'functions' },
    port: { type: 'string', default: '7071' },
    timers: { type: 'string', default: 'on' },
    state: { type: 'string' },
    'clock-ahead': { type: 'string', default: '0' },
  },
});

await runStandIn(() =>
  startHost({
    app: values.app,
    port: Number(values.port),
    timers: values.timers !== 'off',
    state: values.state,
    clockAheadSeconds: Number(values['clock-ahead']),
  }),
);
