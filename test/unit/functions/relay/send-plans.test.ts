import type { Looked } from '../../../../functions/src/relay/look-at-records.ts';
import type { Plan } from '../../../../functions/src/relay/plan.ts';
import { sendPlans } from '../../../../functions/src/relay/send-plans.ts';
import type { State } from '../../../../functions/src/relay/state.ts';
import { events, idOf, message, newsletter, nudge, state, world } from '../../builders.ts';

const bundle = message([nudge()]);

function looked(over: Partial<Extract<Plan, { kind: 'send' }>>, known?: State, etag?: string): Looked {
  const plan: Plan = {
    kind: 'send',
    decision: { kind: 'give', attributes: {}, permissions: {} },
    version: '101',
    takes: [],
    grants: [],
    hash: 'h',
    ...over,
  };
  const record = { table: 'contact', id: idOf(1), nudges: [nudge()], again: false, saysDeleted: false } as const;
  return { record: { ...record, state: known, etag }, plan };
}

const give = { attributes: { firstName: 'Eva' }, permissions: { [newsletter]: true, [events]: false } };

test.each([
  ['skip', { kind: 'skip', reason: 'r' }, { settled: [{ outcome: { kind: 'skipped', reason: 'r' } }] }],
  ['unchanged', { kind: 'unchanged', version: '1' }, { settled: [{ outcome: { kind: 'unchanged' } }] }],
  ['wait', { kind: 'wait', reason: 'r' }, { settled: [], retries: [{ retryReason: 'r' }] }],
] as const)('the plan `%s` calls nobody', async (_, plan, expected) => {
  const { doors, writes } = world();

  const sent = await sendPlans([{ ...looked({}), plan }], bundle, doors);

  expect(sent).toMatchObject({ ...expected, lost: [] });
  expect(writes).toEqual([]);
});

test('only what the platform confirmed is remembered', async () => {
  const { doors } = world();

  const { settled } = await sendPlans([looked({ give, grants: [newsletter] })], bundle, doors);

  expect(settled).toMatchObject([
    { state: { version: '101', hash: 'h', told: { [newsletter]: true, [events]: false }, pending: [] } },
  ]);
});

test('an answer that is missing is no success', async () => {
  const { doors } = world({ write: async () => [] });

  const sent = await sendPlans([looked({ give, grants: [newsletter] })], bundle, doors);

  expect(sent).toMatchObject({ settled: [], retries: [{ id: idOf(1), state: { pending: [newsletter] } }] });
});

test('a missing answer to an off is no success either, and nothing is given after it', async () => {
  const { doors, store } = world();
  const calls: string[] = [];
  const write = async (items: readonly { kind: string }[]) => {
    calls.push(...items.map(({ kind }) => kind));
    return [];
  };
  const known = state({ told: { [newsletter]: true } });

  const sent = await sendPlans([looked({ takes: [newsletter], give }, known)], bundle, { ...doors, write });

  expect(calls).toEqual(['take']);
  expect(sent).toMatchObject({ settled: [], retries: [{ id: idOf(1) }] });
  expect([...store.rows.values()]).toMatchObject([{ pending: JSON.stringify([newsletter]) }, { kind: 'intent' }]);
});

test('a record that somebody else wrote meanwhile is not sent', async () => {
  const { doors, writes } = world();

  const sent = await sendPlans([looked({ give, grants: [newsletter] }, state(), 'an-older-etag')], bundle, doors);

  expect(sent).toMatchObject({ settled: [], retries: [], lost: [{ id: idOf(1) }] });
  expect(writes).toEqual([]);
});

test('a refusal keeps what was known, but for the version that was seen', async () => {
  const { doors, script } = world();
  script.answer = () => ({ kind: 'refused', code: 'X', property: 'firstName' });
  const known = state({ version: '100', hash: 'old', told: { [events]: false } });

  const { settled } = await sendPlans([looked({ give }, known)], bundle, doors);

  expect(settled).toMatchObject([
    {
      outcome: { kind: 'rejected', code: 'X' },
      message: 'the platform refuses the property firstName',
      state: { version: '101', hash: 'old', told: { [events]: false } },
    },
  ]);
});

test('an off that was refused is tried again: nobody stays mailable after one try', async () => {
  const { doors, script } = world();
  script.answer = () => ({ kind: 'refused', code: 'X' });

  const { settled, retries } = await sendPlans(
    [looked({ takes: [newsletter] }, state({ told: { [newsletter]: true } }), undefined)],
    bundle,
    doors,
  );

  expect({ settled, retries }).toMatchObject({ settled: [], retries: [{ id: idOf(1), retryReason: 'X' }] });
});

test.each([
  ['was on', { [newsletter]: true }, { kind: 'applied', reason: 'inactive' }],
  ['was never on', {}, { kind: 'skipped', reason: 'inactive' }],
])('an end of all permissions is applied where one %s', async (_, told, outcome) => {
  const { doors } = world();
  const decision = { kind: 'take', reason: 'inactive', permissions: {} } as const;

  const { settled } = await sendPlans(
    [looked({ decision, takes: [newsletter], hash: '' }, state({ told }))],
    bundle,
    doors,
  );

  expect(settled).toMatchObject([{ outcome }]);
});

test('a deleted record leaves a tombstone', async () => {
  const { doors } = world();
  const decision = { kind: 'take', reason: 'deleted', permissions: {} } as const;

  const { settled } = await sendPlans([looked({ decision, takes: [newsletter], version: '' })], bundle, doors);

  expect(settled).toMatchObject([{ state: { life: 'gone', version: '' } }]);
});
