import { handleWithdrawals } from '../../../../functions/src/relay/handle-withdrawals.ts';
import { found, idOf, message, newsletter, nudge } from '../../builders.ts';
import { contact, mailed } from './mailed.ts';

const consents = [{ column: 'news', permission: newsletter, yes: [true], until: 'last' }];
const lastDay = (last: string, version: string) => found({ version, permissionRows: [], values: { news: true, last } });

/** A person who is mailed by a consent up to 2 January, the day it is. */
async function mailedByConsent() {
  const here = await mailed({}, { consents, withdrawal: undefined });
  here.crm.set(contact, lastDay('2026-01-02', '101'));
  await here.look();
  const isOn = () => here.contacts.get(idOf(1))?.permissions[newsletter];
  expect(isOn()).toBe(true);
  return { ...here, isOn };
}

test('a consent ends with its last day without a save, and counts again when the day is put off', async () => {
  const { crm, due, clock, look, handle, isOn } = await mailedByConsent();
  expect(due).toEqual([{ table: 'contact', id: idOf(1), at: Date.UTC(2026, 0, 3) }]);

  clock.ms = Date.UTC(2026, 0, 3);
  // Not even asked for again: what is due is never unchanged.
  await handle(message([nudge()], { messageId: 'any' }));
  expect(isOn()).toBe(false);

  crm.set(contact, lastDay('2026-02-02', '102'));
  await look();
  expect(isOn()).toBe(true);
});

test('the lane of withdrawals takes what a consent gave that is over', async () => {
  const { clock, doors, isOn } = await mailedByConsent();

  clock.ms = Date.UTC(2026, 0, 3);
  await handleWithdrawals(message([nudge({ withdrawal: 'all' })], { messageId: 'any' }), doors);

  expect(isOn()).toBe(false);
});
