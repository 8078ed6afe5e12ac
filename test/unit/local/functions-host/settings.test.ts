import { connectionSetting, isDisabled, resolveSettings } from '../../../../infra/local/functions-host/settings.ts';

test('%NAME% is replaced by the app setting, as often as it stands there', () => {
  expect(resolveSettings('%A%-%B%-%A%', { A: '1', B: '2' })).toBe('1-2-1');
});

test('a setting that is missing is named', () => {
  expect(() => resolveSettings('%GONE%', {})).toThrow('GONE');
  expect(() => connectionSetting('BUS', {})).toThrow('BUS');
});

test('a connection may also be written with the prefix AzureWebJobs', () => {
  expect(connectionSetting('BUS', { AzureWebJobsBUS: 'Endpoint=…' })).toBe('Endpoint=…');
});

test('a connection by identity is refused, saying so', () => {
  expect(() => connectionSetting('BUS', { BUS__fullyQualifiedNamespace: 'x.servicebus.windows.net' })).toThrow(
    'identity-based connections are not there',
  );
});

const cases: [NodeJS.ProcessEnv, boolean][] = [
  [{}, false],
  [{ 'AzureWebJobs.f.Disabled': 'true' }, true],
  [{ AzureWebJobs__f__Disabled: 'True' }, true],
  [{ AzureWebJobs_f_Disabled: '1' }, true],
  [{ 'AzureWebJobs.f.Disabled': 'false' }, false],
  [{ 'AzureWebJobs.other.Disabled': 'true' }, false],
];

test.each(cases)('%j switches the function off: %s', (environment, expected) => {
  expect(isDisabled('f', environment)).toBe(expected);
});
