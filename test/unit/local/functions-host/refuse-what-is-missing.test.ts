import { createCore } from '../../../../infra/local/functions-host/core/core.ts';
import type { Binding } from '../../../../infra/local/functions-host/core/core-types.ts';
import { refuseWhatIsMissing } from '../../../../infra/local/functions-host/refuse-what-is-missing.ts';

const coreWith = (bindings: Record<string, Binding>, retryOptions?: object) => {
  const core = createCore(() => undefined);
  const metadata = { name: 'f', bindings, retryOptions };
  return { ...core, functions: new Map([['f', { metadata, callback: () => undefined }]]) };
};
const http = { t: { type: 'httpTrigger', direction: 'in' }, $return: { type: 'http', direction: 'out' } };
const timer = { t: { type: 'timerTrigger', direction: 'in' } };

test('HTTP, timer and Service Bus triggers are there', () => {
  for (const bindings of [http, timer, { t: { type: 'serviceBusTrigger', direction: 'in' } }]) {
    expect(() => refuseWhatIsMissing(coreWith(bindings))).not.toThrow();
  }
});

const cases: [string, Record<string, Binding>, object | undefined, string][] = [
  ['another trigger', { t: { type: 'blobTrigger', direction: 'in' } }, undefined, 'blobTrigger'],
  ['an output binding', { ...timer, out: { type: 'serviceBus', direction: 'out' } }, undefined, 'serviceBus'],
  ['an input binding', { ...http, extra: { type: 'table', direction: 'in' } }, undefined, 'table'],
  ['a retry policy', timer, { maxRetryCount: 3 }, 'a retry policy'],
];

test.each(cases)('%s is refused by name', (_what, bindings, retry, expected) => {
  expect(() => refuseWhatIsMissing(coreWith(bindings, retry))).toThrow(expected);
});
