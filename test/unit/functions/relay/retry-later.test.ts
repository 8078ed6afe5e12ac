import type { Finding } from '../../../../functions/src/event/finding.ts';
import { found, idOf, message, nudge, world } from '../../builders.ts';

/** What cannot be done or read now: it is tried again later, and in the end counted as rejected. */
const contact = (number: number) => `contact~${idOf(number)}`;

test('a look that failed changes nothing and comes again later', async () => {
  const { handle, crm, writes, copies, counts, store } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'GET contacts: 503' });

  await handle(message([nudge()]));

  expect(writes).toEqual([]);
  expect(store.rows.size).toBe(0);
  expect(copies).toMatchObject([{ partition: 'p00', messageId: 'bundle-1~1', attempt: 1, nudges: [nudge()] }]);
  expect(await counts()).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: 0 });
});

test('only what is left is tried again', async () => {
  const { handle, crm, copies, counts } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'r' });
  crm.set(contact(2), found());
  const again = nudge({ run: 'full' });

  await handle(message([nudge({ id: idOf(2) }), again]));

  expect(copies).toMatchObject([{ nudges: [again] }]);
  expect((await counts()).applied).toBe(1);
});

test('the longest wait that anybody asked for is obeyed', async () => {
  const { handle, crm, copies, script } = world();
  crm.set(contact(1), found());
  crm.set(contact(2), found());
  script.answer = ({ externalId }) => ({
    kind: 'retry',
    reason: 'status 429',
    maybeApplied: false,
    ...(externalId === idOf(2) ? { afterMs: 9_000 } : { afterMs: 3_000 }),
  });

  await handle(message([nudge(), nudge({ id: idOf(2) })]));

  expect(copies).toMatchObject([{ afterMs: 9_000 }]);
});

test('after the last try the records are rejected and the nudges counted', async () => {
  const { handle, crm, copies, counts, outcomes, store } = world();
  crm.set(contact(1), { kind: 'unknown', reason: 'GET contacts: 503' });
  const body = { v: 1, attempt: 11, nudges: [nudge(), nudge()] };

  await handle(message([], { messageId: 'bundle-1~11', body }));

  expect(copies).toEqual([]);
  expect((await counts()).rejected).toBe(2);
  expect(outcomes()).toMatchObject([{ outcome: 'rejected', code: 'gave_up', count: 2 }]);
  expect([...store.rows.values()].find(({ rowKey }) => rowKey.startsWith('x~'))).toMatchObject({
    message: 'GET contacts: 503',
  });
});

test('when the list of permissions cannot be read nothing is decided', async () => {
  const { handle, crm, writes, copies } = world({ listed: () => Promise.reject(new Error('properties: 503')) });
  crm.set(contact(1), found());

  await handle(message([nudge()]));

  expect(writes).toEqual([]);
  expect(copies).toHaveLength(1);
});

test('when no settings can be had at all nothing is decided, and the bundle comes again later', async () => {
  const { handle, crm, writes, copies, lines } = world({ settings: () => Promise.reject(new Error('settings: 503')) });
  crm.set(contact(1), found());

  await handle(message([nudge(), nudge({ id: idOf(2), message: 'Delete' })]));

  expect(writes).toEqual([]);
  expect(copies).toMatchObject([{ messageId: 'bundle-1~1', nudges: [{ id: idOf(1) }, { id: idOf(2) }] }]);
  expect(lines).toContainEqual({ event: 'failed', call: 'settings', reason: 'settings: 503' });
});

test.each([
  ['text', undefined, 1],
  [{ v: 2 }, 5, 5],
] as const)(
  'a message that nobody can read (%j) is counted as rejected once, and told to a person',
  async (body, nudges, count) => {
    const raised: Finding[] = [];
    const { handle, counts } = world({ raise: async (findings) => void raised.push(...findings) });

    await handle(message([], { body, nudges }));
    await handle(message([], { body, nudges }));

    expect(await counts()).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: count });
    expect(raised[0]).toMatchObject({ code: 'finding.message' });
  },
);

test('a nudge that nobody can read does not keep the others of its bundle', async () => {
  const { handle, crm, counts } = world();
  crm.set(contact(1), found());

  await handle(message([], { body: { v: 1, nudges: [nudge(), { ...nudge(), table: 'opportunity' }] } }));

  expect(await counts()).toMatchObject({ applied: 1, rejected: 1 });
});
