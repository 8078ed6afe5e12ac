import { CallError } from '../../../../functions/src/clients/http.ts';
import { type ColumnFacts, createRowDoor, type LookWish } from '../../../../functions/src/clients/row-door.ts';
import type { TableSettings } from '../../../../functions/src/event/settings.ts';
import { idOf, tableSettings } from '../../builders.ts';

const plain: ColumnFacts = { isLookup: false, isSecured: false, hasLabel: false };
const columns = new Map<string, ColumnFacts>([
  ['firstname', plain],
  ['lastname', plain],
  ['emailaddress1', plain],
  ['donotbulkemail', plain],
  ['statecode', plain],
  ['merged', plain],
  ['parentcustomerid', { isLookup: true, isSecured: false, hasLabel: true }],
]);

/** A Dataverse with these rows; `hidden` ones exist but may not be read. */
function setUp(
  options: { present?: readonly number[]; hidden?: readonly number[]; queryError?: Error; readError?: Error } = {},
) {
  const queries: string[] = [];
  const reads: string[] = [];
  const held: number[] = [];
  const isPresent = (id: string) => (options.present ?? []).some((number) => idOf(number) === id);
  const isHidden = (id: string) => (options.hidden ?? []).some((number) => idOf(number) === id);
  const row = (id: string) => ({
    '@odata.etag': 'W/"1"',
    contactid: id.toUpperCase(),
    statecode: 0,
    assent_contact_permissions: [],
    firstname: 'Eva',
  });
  const look = createRowDoor({
    dataverse: {
      query: async (path) => {
        queries.push(path);
        if (options.queryError) throw options.queryError;
        if (path.includes('$top=')) return (options.present ?? []).map((number) => row(idOf(number)));
        return [...path.matchAll(/'([0-9a-f-]{36})'/g)].flatMap(([, id = '']) => (isPresent(id) ? [row(id)] : []));
      },
      read: async (path) => {
        reads.push(path);
        if (options.readError) throw options.readError;
        const id = /\(([0-9a-f-]{36})\)/.exec(path)?.[1] ?? '';
        if (isHidden(id)) throw new CallError('GET contacts', { code: 'status', status: 403 });
        return isPresent(id) ? row(id) : 'absent';
      },
    },
    columns: async () => columns,
    subscriptions: async () => new Map(),
    pace: { next: async () => undefined, hold: (ms) => void held.push(ms) },
  });
  return { look, queries, reads, held };
}

function wish(number: number, over: Partial<LookWish> = {}): LookWish {
  return { table: 'contact', id: idOf(number), saysDeleted: false, settings: tableSettings(), ...over };
}

const mapped = (over: Partial<TableSettings>) => ({ settings: tableSettings(over) });
const idsIn = (path: string | undefined) => path?.match(/'[0-9a-f-]{36}'/g)?.length ?? 0;

test('what many ask for at once is one query, and each gets its own answer', async () => {
  const { look, queries } = setUp({ present: [1, 3] });

  const looks = await Promise.all([look([wish(1)]), look([wish(2)]), look([wish(3)])]);

  expect(queries).toHaveLength(1);
  expect(queries[0]).toContain("Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['");
  expect(looks.map(([each]) => each?.kind)).toEqual(['found', 'absent', 'found']);
});

test('a query asks for at most 100 ids', async () => {
  const { look, queries } = setUp({ present: Array.from({ length: 250 }, (_, number) => number) });

  await look(Array.from({ length: 250 }, (_, number) => wish(number)));
  await look(Array.from({ length: 250 }, (_, number) => wish(number)));

  expect(Math.max(...queries.map(idsIn))).toBeLessThanOrEqual(100);
});

test('only columns that exist are asked for: one that is gone must not spoil the query', async () => {
  const { look, queries } = setUp({ present: [1] });
  const fields = ['firstname', 'parentcustomerid', 'dropped'].map((column) => ({ column, property: column }));

  await look([wish(1, mapped({ fields }))]);

  expect(queries[0]).toMatch(
    /\$select=contactid,donotbulkemail,emailaddress1,firstname,_parentcustomerid_value,statecode,merged&/,
  );
  expect(queries[0]).toContain('$expand=assent_contact_permissions($select=');
});

test('wishes under older and newer settings share a query that serves both', async () => {
  const { look, queries } = setUp({ present: [1, 2] });
  const newer = mapped({ fields: [{ column: 'lastname', property: 'lastName' }] });

  await look([wish(1), wish(2, newer)]);

  expect(queries).toHaveLength(1);
  expect(queries[0]).toMatch(/firstname,lastname/);
});

test('an id that a query does not show is read by itself: rows that may not be read are left out without a word', async () => {
  const { look, reads } = setUp({ present: [1], hidden: [2] });

  expect(await look([wish(1), wish(2), wish(3)])).toMatchObject([
    { kind: 'found' },
    { kind: 'unknown', reason: 'GET contacts: 403' },
    { kind: 'absent' },
  ]);
  expect(reads).toHaveLength(2);
});

test('a delete is believed by a query that shows a row found a moment ago', async () => {
  const { look, reads } = setUp({ present: [1] });
  await look([wish(1)]);

  expect(await look([wish(2, { saysDeleted: true })])).toEqual([{ kind: 'absent' }]);
  expect(reads).toEqual([]);
});

test('a delete is believed by a query that shows a row which the table has now, while no row was found yet', async () => {
  const { look, reads } = setUp({ present: [1] });

  expect(await look([wish(2, { saysDeleted: true })])).toEqual([{ kind: 'absent' }]);
  expect(reads).toEqual([]);
});

test('in a mass deletion others take the place of the rows found before, when none of those is left', async () => {
  const present = [1];
  const { look, queries, reads } = setUp({ present });
  await look([wish(1)]);
  present.splice(0, 1, 2);

  await look([wish(3, { saysDeleted: true })]);
  expect(reads).toHaveLength(1);
  for (const number of [4, 5]) expect(await look([wish(number, { saysDeleted: true })])).toEqual([{ kind: 'absent' }]);
  expect(reads).toHaveLength(1);
  expect(queries.filter((path) => path.includes('$top=5'))).toHaveLength(1);
});

test('a delete is read by itself while the table shows no row at all', async () => {
  const { look, reads } = setUp({ hidden: [2] });

  expect(await look([wish(2, { saysDeleted: true })])).toMatchObject([{ kind: 'unknown' }]);
  expect(reads).toHaveLength(1);
});

test('a query that does not show even the row found a moment ago proves no delete', async () => {
  const present = [1];
  const hidden = [2];
  const { look, reads } = setUp({ present, hidden });
  await look([wish(1)]);
  present.pop();

  expect(await look([wish(2, { saysDeleted: true })])).toMatchObject([{ kind: 'unknown' }]);
  expect(reads).toHaveLength(1);
});

test('a row does not vouch for itself: its own absence is read by itself', async () => {
  const present = [1];
  const { look, reads } = setUp({ present });
  await look([wish(1)]);
  present.pop();

  expect(await look([wish(1, { saysDeleted: true })])).toEqual([{ kind: 'absent' }]);
  expect(reads).toHaveLength(1);
});

test('a row that was said to be deleted and is there is found', async () => {
  const { look } = setUp({ present: [1] });

  expect(await look([wish(1, { saysDeleted: true })])).toMatchObject([{ kind: 'found', row: { active: true } }]);
});

test('a query that failed is unknown for all who asked, and everybody waits as long as Dataverse asks', async () => {
  const queryError = new CallError('GET contacts', { code: 'status', status: 429, retryAfterMs: 9_000 });
  const { look, held, reads } = setUp({ queryError });

  const looks = await look([wish(1), wish(2, { saysDeleted: true })]);

  expect(looks).toEqual([
    { kind: 'unknown', reason: 'GET contacts: 429' },
    { kind: 'unknown', reason: 'GET contacts: 429' },
  ]);
  expect(held.every((ms) => ms === 9_000)).toBe(true);
  expect(reads).toEqual([]);
});

test('an error that is none of ours says nothing of what it quotes', async () => {
  const { look } = setUp({ queryError: new SyntaxError('Unexpected token in "Eva Visser"') });

  expect(await look([wish(1)])).toEqual([{ kind: 'unknown', reason: 'the row could not be read' }]);
});
