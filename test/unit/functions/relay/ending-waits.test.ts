import { noteMaybeOn, readKnownRecord } from '../../../../functions/src/relay/known-record.ts';
import { found, idOf, newsletter } from '../../builders.ts';
import { contact, hour, mailed, start } from './mailed.ts';

test('a revocation that is not confirmed starts no clock', async () => {
  const { crm, look, ended, clock, script } = await mailed();
  crm.delete(contact);
  script.answer = () => ({ kind: 'retry', reason: '503', maybeApplied: true });
  await look();
  clock.ms += 30 * hour;
  script.answer = () => undefined;

  await look();
  expect(ended).toEqual([]);
  clock.ms += 24 * hour;
  await look();

  expect(ended).toHaveLength(1);
});

test('a cause that is gone meanwhile ends it; one that comes again waits its whole time', async () => {
  const { crm, look, ended, clock, contacts, stateOf } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();
  clock.ms += 23 * hour;
  crm.set(contact, found({ version: '102' }));
  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  expect((await stateOf(idOf(1)))?.ending).toBeUndefined();
  crm.set(contact, found({ version: '103', active: false }));
  await look();

  clock.ms += 23 * hour;
  await look();
  expect(ended).toEqual([]);
  clock.ms += hour;
  await look();

  expect(ended).toHaveLength(1);
});

test('another cause waits its own time: what is allowed for one may not be for the other', async () => {
  const { crm, look, ended, clock, stateOf } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();
  clock.ms += 23 * hour;
  crm.delete(contact);
  await look();
  clock.ms += hour;
  await look();

  expect(ended).toEqual([]);
  expect((await stateOf(idOf(1)))?.ending).toMatchObject({ cause: 'deleted', since: start + 23 * hour });
});

test('what somebody switched on at the platform meanwhile is taken first, and the time begins anew', async () => {
  const { crm, look, ended, clock, contacts, doors } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();
  clock.ms += 24 * hour;
  contacts.set(idOf(1), { attributes: {}, permissions: { [newsletter]: true } });
  const known = await readKnownRecord(idOf(1), doors);
  if (known) await noteMaybeOn(known, [newsletter], doors);

  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(ended).toEqual([]);
  clock.ms += 24 * hour;
  await look();

  expect(ended).toHaveLength(1);
});

test('explain says what is due, and since when', async () => {
  const { crm, look, explain } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();

  expect(await explain()).toContain(
    'Since 2026-01-02T00:00:00.000Z every permission is off, because the record is inactive. At 2026-01-03T00:00:00.000Z, or soon after, the contact is anonymised on the platform, if that still holds.',
  );
});
