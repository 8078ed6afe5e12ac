import { found, idOf, message, newsletter, nudge } from '../../builders.ts';
import { contact, hour, mailed, start } from './mailed.ts';

const untilDate = (date: string, version: string) => found({ version, values: { validuntil: date } });
const valid = {
  conditions: [{ column: 'validuntil', operator: 'ge' as const, value: 'today' }],
  withdrawal: undefined,
};

test('a condition that ends by the clock is noted when it is looked at, and ends without a save', async () => {
  const { crm, look, due, clock, contacts, handle, explain } = await mailed({}, valid);
  crm.set(contact, untilDate('2026-01-04', '101'));
  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  expect(due).toEqual([{ table: 'contact', id: idOf(1), at: Date.UTC(2026, 0, 5) }]);
  expect(await explain()).toContain('looked at again at 2026-01-05T00:00:00.000Z');
  clock.ms = Date.UTC(2026, 0, 5);

  // Not even asked for again: what is due is never unchanged.
  await handle(message([nudge()], { messageId: 'any' }));

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
});

test('one that begins by the clock begins; a later date moves it', async () => {
  const from = { conditions: [{ column: 'from', operator: 'le' as const, value: 'now' }], withdrawal: undefined };
  const { crm, look, due, clock, contacts } = await mailed({}, from);
  crm.set(contact, found({ version: '101', values: { from: '2026-01-02T10:00:00Z' } }));
  await look();
  crm.set(contact, found({ version: '102', values: { from: '2026-01-02T11:00:00Z' } }));
  await look();
  await look();
  expect(due.map(({ at }) => at)).toEqual([start + 10 * hour, start + 11 * hour]);
  clock.ms = start + 11 * hour;

  await look();

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
});

test('the time is noted before anything is sent: a refused contact ends all the same', async () => {
  const { crm, look, due, clock, contacts, script } = await mailed({}, valid);
  crm.set(contact, untilDate('2026-01-09', '101'));
  await look();
  script.answer = ({ kind }) => (kind === 'give' ? { kind: 'refused', code: 'PROPERTY_INVALID' } : undefined);
  crm.set(contact, found({ version: '102', values: { validuntil: '2026-01-04', firstname: 'Ouch' } }));
  await look();
  expect(due.at(-1)?.at).toBe(Date.UTC(2026, 0, 5));
  clock.ms = Date.UTC(2026, 0, 5);

  await look();

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
});
