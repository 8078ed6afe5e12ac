import { fileURLToPath } from 'node:url';
import { readHostJson, timeSpan } from '../../../../infra/local/functions-host/host-json.ts';
import { withOverrides } from '../../../../infra/local/functions-host/host-json-overrides.ts';

const spans: [string, number | undefined][] = [
  ['00:00:30', 30_000],
  ['02:00:00', 7_200_000],
  ['1.00:00:00', 86_400_000],
  ['00:00:00.5', 500],
  ['30', undefined],
  ['soon', undefined],
];

test.each(spans)('the time span %s is %s ms', (text, expected) => {
  expect(timeSpan.safeParse(text).data).toBe(expected);
});

test('without a host.json the defaults of the host and its Service Bus extension hold', () => {
  const { extensions, functionTimeout } = readHostJson(fileURLToPath(new URL('.', import.meta.url)), {});

  expect(functionTimeout).toBe(1_800_000);
  expect(extensions.http.routePrefix).toBe('api');
  expect(extensions.serviceBus).toMatchObject({
    prefetchCount: 0,
    autoCompleteMessages: true,
    maxAutoLockRenewalDuration: 300_000,
    maxConcurrentSessions: 8,
    sessionIdleTimeout: 60_000,
  });
});

const overrides: [string, string, object][] = [
  ['AzureFunctionsJobHost__a', '1', { a: 1, b: { C: 'x' } }],
  ['AzureFunctionsJobHost__b__c', 'True', { a: 0, b: { C: true } }],
  ['AzureFunctionsJobHost__d__e', '00:01:00', { a: 0, b: { C: 'x' }, d: { e: '00:01:00' } }],
  ['SomethingElse__a', '1', { a: 0, b: { C: 'x' } }],
];

test.each(overrides)('the app setting %s=%s overrides its path in host.json', (name, value, expected) => {
  expect(withOverrides({ a: 0, b: { C: 'x' } }, { [name]: value })).toEqual(expected);
});
