import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { handleBundle } from '../../../../functions/src/relay/handle-bundle.ts';
import { replay, verify } from '../../../../functions/src/relay/ledger.ts';
import { readLedger } from '../../../../functions/src/relay/ledger-rows.ts';
import { found, idOf, message, newsletter, nudge } from '../../builders.ts';
import { contact, hour, mailed } from './mailed.ts';

test('a person who comes back after it is sent whole, with what is off', async () => {
  const { crm, look, contacts, clock, stateOf } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();
  clock.ms += 24 * hour;
  await look();
  expect(contacts.has(idOf(1))).toBe(false);
  clock.ms += hour;

  crm.set(contact, found({ version: '102' }));
  await look();

  expect(contacts.get(idOf(1))).toEqual({
    attributes: { email: 'eva@example.org', firstName: 'Eva' },
    permissions: { [newsletter]: true, '2~email': false },
  });
  expect(await stateOf(idOf(1))).toMatchObject({ ending: undefined, told: { [newsletter]: true } });
});

test('while it may still be under way nothing is given: it would take that with it', async () => {
  const { crm, look, clock, contacts, copies, doors } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();
  clock.ms += 24 * hour;
  const dies = { ...doors, endContact: () => Promise.reject(new Error('died')) };
  await expect(look((bundle) => handleBundle(bundle, dies))).rejects.toThrow('died');
  crm.set(contact, found({ version: '102' }));
  clock.ms += 1000;

  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(copies).toMatchObject([{ afterMs: expect.any(Number) }]);
  contacts.delete(idOf(1));
  clock.ms += 40_000;
  await look();

  expect(contacts.get(idOf(1))?.attributes).toMatchObject({ firstName: 'Eva' });
});

test('a platform that does not answer is asked again, and the ledger tells what was done and why', async () => {
  const answers = [{ kind: 'retry', reason: 'status 503' } as const];
  const { crm, look, clock, copies, store, explain, stateOf } = await mailed({
    endContact: async () => answers.shift() ?? { kind: 'done' },
  });
  crm.delete(contact);
  await look();
  clock.ms += 24 * hour;
  await look();
  expect(copies).toHaveLength(1);
  expect(await explain()).toContain('is being anonymised');

  await look();

  const place = { partition: 'p00', connection: 'spotler', table: 'contact', id: idOf(1) } as const;
  const entries = await readLedger(place, store);
  const state = await stateOf(idOf(1));
  expect(entries.at(-1)).toMatchObject({ kind: 'order', answer: 'anonymised', by: 'Update' });
  expect(entries.at(-1)?.changes).toContainEqual({ permission: newsletter, to: 'no', reason: 'deleted: anonymised' });
  expect(verify(entries, { seq: state?.seq ?? 0, head: state?.head ?? '' })).toBeUndefined();
  expect(replay(entries)[newsletter]).toBe(false);
  expect(await explain()).toContain('the contact was anonymised on the platform, because the record was deleted');
});

test('whatever door the process dies at, from the revocation to the end: off first, once gone, and remembered as it is', async () => {
  for (let dies = 1; dies < 60; dies += 1) {
    let left = dies;
    const steps: string[] = [];
    const mortal =
      <Args extends unknown[], Result>(name: string, door: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        left -= 1;
        if (left === 0) throw new Error('died');
        const result = await door(...args);
        steps.push(name);
        return result;
      };
    const { crm, clock, due, doors, stateOf, contacts } = await mailed();
    const deadly: RelayDoors = {
      ...doors,
      noteDue: mortal('due', doors.noteDue),
      write: mortal('write', doors.write),
      endContact: mortal('end', doors.endContact),
      records: { get: doors.records.get, transact: mortal('transact', doors.records.transact) },
      addresses: { ...doors.addresses, transact: mortal('address', doors.addresses.transact) },
    };
    crm.set(contact, found({ version: '101', active: false }));
    const untilDone = async (messageId: string) => {
      for (let tries = 0; tries < 3; tries += 1) {
        try {
          return await handleBundle(message([nudge({ again: true })], { messageId }), deadly);
        } catch (error) {
          if (!(error instanceof Error) || error.message !== 'died') throw error;
        }
      }
    };
    await untilDone('off');
    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    // The sweep: every row whose time has come is one look.
    for (let round = 0; round < 3; round += 1) {
      clock.ms = Math.max(clock.ms, ...due.map(({ at }) => at));
      for (const [index] of due.splice(0).entries()) await untilDone(`due-${round}-${index}`);
    }

    expect(steps.indexOf('write')).toBeLessThan(steps.indexOf('end'));
    expect(contacts.has(idOf(1))).toBe(false);
    expect((await stateOf(idOf(1)))?.ending).toMatchObject({ step: 'done', cause: 'deactivated' });
    if (left > 0) return;
  }
  throw new Error('it never lived to the end');
});
