import { idIn, rejectKey, sortableGuid, stateKey } from '../../../../functions/src/relay/keys.ts';
import { idOf } from '../../builders.ts';

test('ids sort as SQL Server orders uniqueidentifiers: the last six bytes first', () => {
  // Each id is the larger one by SQL Server: it differs in the bytes that count more, and is smaller in those that count less.
  const ascending = [
    'ff000000-0000-0000-0000-000000000000',
    '00ff0000-0000-0000-0000-000000000000',
    '0000ff00-0000-0000-0000-000000000000',
    '000000ff-0000-0000-0000-000000000000',
    '00000000-ff00-0000-0000-000000000000',
    '00000000-00ff-0000-0000-000000000000',
    '00000000-0000-ff00-0000-000000000000',
    '00000000-0000-00ff-0000-000000000000',
    '00000000-0000-0000-00ff-000000000000',
    '00000000-0000-0000-ff00-000000000000',
    '00000000-0000-0000-0000-0000000000ff',
    '00000000-0000-0000-0000-ff0000000000',
  ];
  const shuffled = [...ascending].sort();

  expect(shuffled.sort((a, b) => (sortableGuid(a) < sortableGuid(b) ? -1 : 1))).toEqual(ascending);
});

test('a record has a state row and a reject row, by connection and table', () => {
  const keys = [
    stateKey('spotler', 'contact', idOf(1)),
    stateKey('spotler', 'lead', idOf(1)),
    stateKey('second', 'contact', idOf(1)),
    rejectKey('spotler', 'contact', idOf(1)),
  ];

  expect(new Set(keys).size).toBe(4);
  for (const key of keys) expect(key).toMatch(/^[a-z0-9~._-]{1,200}$/);
});

test('the id comes back out of a key', () => {
  const id = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';

  expect(idIn(stateKey('spotler', 'contact', id))).toBe(id);
});
