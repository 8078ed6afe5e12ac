import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readStartOptions } from '../../../infra/local/start-options.ts';

const settingsOf = (...given: readonly string[]) =>
  readStartOptions(
    given.flatMap((one) => ['--set', one]),
    {},
  ).settings;

test('an app setting that does not exist is refused by its name, without its value', () => {
  expect(() => settingsOf('NOPE=secret')).toThrow('--set NOPE: there is no app setting of this name');
  expect(() => settingsOf('NOPE=secret')).not.toThrow('secret');
});

test('a setting without a value is refused', () => {
  expect(() => settingsOf('WEBHOOK_KEY')).toThrow('--set WEBHOOK_KEY: write it as NAME=value.');
});

test('every app setting that the functions know can be set', () => {
  const source = readFileSync(resolve(import.meta.dirname, '../../../functions/src/config.ts'), 'utf8');
  const schema = source.slice(source.indexOf('const appSettings = z.object({'), source.indexOf('\n});'));
  const names = Array.from(schema.matchAll(/^ {2}'?([A-Z][\w.]+)'?:/gm), ([, name = '']) => name);

  expect(names.length).toBeGreaterThan(20);
  expect(Object.keys(settingsOf(...names.map((name) => `${name}=x`)))).toEqual(names);
});

test('functions can be switched off and host.json be overridden, as Azure does it', () => {
  const names = [
    'AzureWebJobs.feedback.Disabled',
    'AzureWebJobs__feedback__Disabled',
    'AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls',
  ];

  expect(Object.keys(settingsOf(...names.map((name) => `${name}=1`)))).toEqual(names);
});
