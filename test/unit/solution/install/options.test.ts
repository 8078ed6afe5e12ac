import { readOptions } from '../../../../solution/install/options.ts';

const environment = ['--environment', 'https://org.crm4.dynamics.com/'];
const webhook = ['--webhook', 'https://app.azurewebsites.net/api/dataverse'];

test('without a task it installs the managed zips, asks, and checks', () => {
  expect(readOptions([...environment, ...webhook])).toEqual({
    task: 'install',
    environment: 'https://org.crm4.dynamics.com',
    webhook: 'https://app.azurewebsites.net/api/dataverse',
    clientId: undefined,
    isManaged: true,
    through: undefined,
    checks: true,
    waitMs: 60_000,
    asks: true,
  });
});

test('a check needs no webhook', () => {
  expect(readOptions([...environment, '--check', '--wait', '5'])).toMatchObject({ task: 'check', waitMs: 5000 });
});

const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [[], /--environment: give its URL/],
  [environment, /--webhook: give the URL of the relay/],
  [['--environment', 'org.crm4.dynamics.com', ...webhook], /--environment org\.crm4\.dynamics\.com: give a URL/],
  [['--environment', 'ftp://org', ...webhook], /--environment ftp/],
  [[...environment, ...webhook, '--repair', '--check'], /--repair and --check: give one/],
  [[...environment, ...webhook, '--managed', '--unmanaged'], /--managed and --unmanaged/],
  [[...environment, ...webhook, '--client-id', 'relay'], /--client-id relay: give the application/],
  [[...environment, ...webhook, '--through', 'telepathy'], /--through telepathy: give wrapper, pac, web-api/],
  [[...environment, '--check', '--wait', 'long'], /--wait long: give seconds/],
  [[...environment, ...webhook, '--secret', 'x'], /--secret/],
];

test.each(wrong)('%j is refused, naming the option', (args, says) => {
  expect(() => readOptions(args)).toThrow(says);
});
