import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { handleWithdrawals } from '../../../../functions/src/relay/handle-withdrawals.ts';
import { settings as defaults, found, idOf, message, newsletter, nudge, world } from '../../builders.ts';

/** A circuit that gives this passage, and what was done with it. */
function circuit(passage: 'free' | 'probe' | 'open', onEnter: () => void = () => undefined) {
  const left: string[] = [];
  const door: RelayDoors['circuit'] = {
    enter: async () => {
      onEnter();
      return passage;
    },
    leave: async (each) => void left.push(each),
  };
  return { door, left };
}

test('while the platform does not answer nothing is looked at or sent; the bundle comes again as it is, and no try is counted', async () => {
  const { door } = circuit('open');
  const { handle, crm, writes, copies, lines, counts } = world({ circuit: door });
  crm.set(`contact~${idOf(1)}`, found());
  const nudges = [nudge(), nudge({ id: idOf(2) })];

  await handle(message(nudges, { messageId: 'bundle-1~3', body: { v: 1, attempt: 3, nudges } }));

  expect([writes, lines.filter(({ event }) => event === 'looked')]).toEqual([[], []]);
  expect(copies).toEqual([{ partition: 'p00', messageId: 'bundle-1~3', attempt: 3, nudges, afterMs: 60_000 }]);
  expect(await counts()).toEqual({ applied: 0, unchanged: 0, skipped: 0, rejected: 0 });
});

test('the record is read after the wait, not before it', async () => {
  const here = world();
  here.crm.set(`contact~${idOf(1)}`, found());
  const { door } = circuit('free', () => here.crm.set(`contact~${idOf(1)}`, found({ version: '101', active: false })));
  Object.assign(here.doors, { circuit: door });

  await here.handle(message([nudge()]));

  expect(here.contacts.get(idOf(1))?.permissions[newsletter]).toBeUndefined();
});

test.each([
  ['ends well', async () => ({ document: defaults(), generation: 'g1' })],
  ['throws', () => Promise.reject(new Error('away'))],
])('a probe ends with the bundle, also where that %s', async (_, settings) => {
  const { door, left } = circuit('probe');
  const here = world({ circuit: door });
  here.crm.set(`contact~${idOf(1)}`, found());
  // Without settings a copy for later is made, and that fails.
  Object.assign(here.doors, { settings, scheduleCopy: () => Promise.reject(new Error('away')) });

  await here.handle(message([nudge()])).catch(() => undefined);

  expect(left).toEqual(['probe']);
});

test('the lane of withdrawals waits for its own passage, and tries once when the wait is over', async () => {
  const here = world();
  here.crm.set(`contact~${idOf(1)}`, found());
  await here.handle(message([nudge()]));
  here.crm.set(`contact~${idOf(1)}`, { kind: 'absent' });
  const { door, left } = circuit('open');

  const nudges = [nudge({ message: 'Delete', withdrawal: 'all' })];
  await handleWithdrawals(message(nudges, { messageId: 'bundle-2' }), { ...here.doors, circuit: door });

  expect(here.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(left).toEqual(['open']);
});
