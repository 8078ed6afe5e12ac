import { parseArgs } from 'node:util';
import { runStandIn } from '../ground/run-stand-in.ts';
import { type Options, startSpotler } from './start-spotler.ts';

await runStandIn(async () => startSpotler(readOptions()));

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '7073' },
      account: { type: 'string' },
      'consumer-key': { type: 'string' },
      'consumer-secret': { type: 'string' },
      data: { type: 'string' },
      'skew-seconds': { type: 'string', default: '0' },
    },
  });
  return {
    port: wholeNumber('port', values.port),
    skewSeconds: wholeNumber('skew-seconds', values['skew-seconds']),
    ...(values.account === undefined ? {} : { account: values.account }),
    ...(values['consumer-key'] === undefined ? {} : { consumerKey: values['consumer-key'] }),
    ...(values['consumer-secret'] === undefined ? {} : { consumerSecret: values['consumer-secret'] }),
    ...(values.data === undefined ? {} : { data: values.data }),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new RangeError(`--${name}: give a whole number`);
  return Number(text);
}
