import { createPace } from '../../../../functions/src/clients/pace.ts';
import { whereIs } from '../../../../functions/src/clients/where-is.ts';
import { idOf } from '../../builders.ts';

/** A CRM in which queries show only these, and single reads nobody. */
function crm(shown: readonly string[]) {
  const calls = { queries: 0, reads: 0 };
  const dataverse = {
    query: async (path: string) => {
      calls.queries += 1;
      return path.startsWith('leads?') ? shown.filter((id) => path.includes(id)).map((leadid) => ({ leadid })) : [];
    },
    read: async () => {
      calls.reads += 1;
      return 'absent' as const;
    },
  };
  return { calls, doors: { dataverse, pace: createPace(1_000_000) } };
}

test('a record is found by a query, and is nowhere only by reads of each table', async () => {
  const { calls, doors } = crm([idOf(1)]);

  const found = await whereIs([idOf(1), idOf(2)], doors);

  expect([...found]).toEqual([
    [idOf(1), 'lead'],
    [idOf(2), 'nowhere'],
  ]);
  expect(calls).toEqual({ queries: 3, reads: 3 });
});

test('of many that no query shows only so many are read at a time, and the others are left for later', async () => {
  const { calls, doors } = crm([]);
  const ids = Array.from({ length: 1000 }, (_, index) => idOf(index + 1));

  const found = await whereIs(ids, doors);

  expect(ids.filter((id) => found.get(id) === 'unknown')).toHaveLength(950);
  expect(calls).toEqual({ queries: 30, reads: 150 });
});
