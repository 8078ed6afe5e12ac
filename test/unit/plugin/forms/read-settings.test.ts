import { defaultSettings } from '../../../../functions/src/event/default-settings.ts';
import { readSettings, type Store } from '../../../../plugin/src/forms/read-settings.ts';
import { readSynced } from '../../../../plugin/src/synced.ts';
import { settings } from '../../builders.ts';

const own = settings({ address: { email: 'emailaddress3' } });
const found = async () => [{ assent_document: JSON.stringify(own) }];

function store(): Store {
  const held = new Map<string, string>();
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, text) => void held.set(key, text) };
}

test('the settings come from the Configuration row, which is asked for once in ten minutes', async () => {
  const find = jest.fn(found);
  const tab = store();

  const first = await readSettings({ find }, 'contact', { store: tab, now: 0 });
  await readSettings({ find }, 'lead', { store: tab, now: 599_999 });

  expect(first).toEqual(readSynced(own, 'contact'));
  expect(find.mock.calls).toEqual([
    ['assent_configuration', "?$select=assent_document&$filter=assent_name eq 'settings'&$top=1"],
  ]);

  await readSettings({ find }, 'contact', { store: tab, now: 600_000 });

  expect(find).toHaveBeenCalledTimes(2);
});

test.each([
  ['the row is not there', async () => []],
  ['it holds no JSON', async () => [{ assent_document: '{' }]],
  ['the user may not read it', () => Promise.reject(new Error('principal user is missing prvRead'))],
])('where %s the default settings hold', async (_case, find) => {
  const tab = store();

  const synced = await readSettings({ find }, 'contact', { store: tab, now: 0 });

  expect(synced).toEqual(readSynced(defaultSettings, 'contact'));
});

test('a session that can store nothing reads each time', async () => {
  const full: Store = {
    getItem: () => null,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };

  expect(await readSettings({ find: found }, 'contact', { store: full, now: 0 })).toEqual(readSynced(own, 'contact'));
});

test('what somebody else left in the session is not believed', async () => {
  const odd: Store = { getItem: () => '{"at":"now","document":{}}', setItem: () => {} };

  expect(await readSettings({ find: found }, 'contact', { store: odd, now: 0 })).toEqual(readSynced(own, 'contact'));
});
