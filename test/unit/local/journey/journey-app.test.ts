import { createRing } from '../../../../infra/local/ground/ring.ts';
import type { House } from '../../../../infra/local/house.ts';
import { createJourneyApp, type LogLine } from '../../../../infra/local/journey/journey-app.ts';

/** No part is asked in these tests. */
const house = {
  dataverse: { url: 'http://localhost:1' },
  serviceBus: { control: 'http://localhost:1' },
  hosts: { controls: () => [] },
} as unknown as House;

function appWith(lines: number) {
  const events = createRing<LogLine>(2);
  for (let n = 1; n <= lines; n += 1) events.add({ event: 'look' });
  return createJourneyApp(house, events);
}

test.each([
  ['/_control/idle?timeoutMs=abc', 'timeoutMs'],
  ['/_control/idle?timeoutMs=-1', 'timeoutMs'],
  ['/_control/events?since=abc', 'since'],
])('%s is refused, and the parameter named', async (path, name) => {
  const answer = await appWith(0).request(path);

  expect(answer.status).toBe(400);
  expect((await answer.json()).error).toContain(name);
});

test('a house that is not idle says so at the time-out, which may be now', async () => {
  const answer = await appWith(0).request('/_control/idle?timeoutMs=0');

  expect(await answer.json()).toMatchObject({ idle: false });
});

test('events that are kept no longer are counted beside those that are', async () => {
  const answer = await appWith(5).request('/_control/events?since=1');

  expect(await answer.json()).toEqual([
    { event: 'look', n: 4 },
    { event: 'look', n: 5 },
  ]);
  expect(answer.headers.get('x-lost-events')).toBe('2');
});
