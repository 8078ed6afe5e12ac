import { runCheck } from '../../../../../functions/src/sync/check/run-check.ts';
import { fakeDoors, refusal } from './fake-doors.ts';

test('looks that fail are lines of their own, each with its reason; the others are there all the same', async () => {
  const { lines, state, version } = await runCheck(
    fakeDoors(
      { WhoAmI: refusal(503), 'solutions?': refusal(403) },
      { listed: async () => [{ externalId: '1', name: 'News' }] },
    ),
  );

  const line = (name: string) => lines.find(({ check }) => check === name);
  expect(line('organisation')).toMatchObject({ state: 'red', message: 'Could not be looked at: GET contacts: 503.' });
  expect(line('solutions')).toMatchObject({ state: 'red', repair: expect.stringContaining('Assent Service') });
  expect(line('platform')).toMatchObject({ state: 'green' });
  expect(line('queues')).toMatchObject({ state: 'green' });
  expect([state, version]).toEqual(['red', '0.1.0']);
});

test.each([
  ['no document', undefined, 'There is no settings document.'],
  ['a broken one', { problems: ['version: expected 1', 'tables: missing'] }, 'version: expected 1; tables: missing.'],
])('with %s the settings are red, and what rests on them is not looked at', async (_, document, message) => {
  const { lines } = await runCheck(fakeDoors({}, { settings: async () => document }));

  expect(lines.find(({ check }) => check === 'settings')).toMatchObject({ state: 'red', message });
  expect(lines.filter(({ check }) => check.startsWith('columns'))).toEqual([]);
});
