import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnose } from '../../../../solution/install/diagnose.ts';
import { fakeApi } from './fake-api.ts';

/** A relay that answers every webhook with `status`. */
async function relay(status: number) {
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/dataverse`;
  return { webhook, close: () => server.close() };
}

const organisation = (url: string | undefined, over: Readonly<Record<string, unknown>> = {}) =>
  fakeApi({
    ...(url ? { 'serviceendpoints(': { url, isauthvalueset: true } } : {}),
    'sdkmessageprocessingsteps(': { statecode: 0 },
    WhoAmI: { OrganizationId: 'org' },
    ...over,
  }).api;

test.each([
  [202, 'key', /^The relay takes webhooks, and the order did not come to it/],
  [401, 'key', /refuses the key in WEBHOOK_KEY\.$/],
  [401, undefined, /is a relay, and no order came through\.$/],
  [403, 'key', /serves another organisation: this environment is a copy/],
  [404, 'key', /answers 404\.$/],
])('a relay that answers %d to a webhook with the key %s', async (status, key, says) => {
  const { webhook, close } = await relay(status);

  const [line] = await diagnose(organisation(webhook), { webhook, key }, 'new');
  close();

  expect(line).toMatchObject({ check: 'endpoint', state: 'red', message: expect.stringMatching(says) });
  expect(line?.repair).not.toBe('');
});

const url = 'http://127.0.0.1:9/api/dataverse';
const cases: readonly (readonly [what: string, api: ReturnType<typeof organisation>, status: string, says: RegExp])[] =
  [
    ['taken and not ended', organisation(url), 'running', /took the order and did not end it in time \(running\)/],
    ['without a webhook', organisation(undefined), 'new', /^The webhook is not registered/],
    ['with another address', organisation('https://old.example'), 'new', /posts to https:\/\/old\.example, not to/],
    ['without an answer', organisation(url), 'new', /does not answer/],
    [
      'with its step off',
      organisation(url, { 'sdkmessageprocessingsteps(': { statecode: 1 } }),
      'new',
      /switched off or gone/,
    ],
  ];

test.each(cases)('an order %s', async (_, api, status, says) => {
  const [line] = await diagnose(api, { webhook: url, key: 'key' }, status);

  expect(line?.message).toMatch(says);
});
