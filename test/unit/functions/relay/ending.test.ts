import type { TableSettings } from '../../../../functions/src/event/settings.ts';
import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { explainRecord } from '../../../../functions/src/relay/explain.ts';
import { handleBundle } from '../../../../functions/src/relay/handle-bundle.ts';
import { noteMaybeOn, readKnownRecord } from '../../../../functions/src/relay/known-record.ts';
import { replay, verify } from '../../../../functions/src/relay/ledger.ts';
import { readLedger } from '../../../../functions/src/relay/ledger-rows.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, settings, world } from '../../builders.ts';

const contact = `contact~${idOf(1)}`;
const hour = 3_600_000;
const start = Date.UTC(2026, 0, 2);
const every = {
  deleted: 'anonymise',
  deactivated: 'anonymise',
  doNotEmail: 'anonymise',
  noAddress: 'anonymise',
  condition: 'anonymise',
  afterHours: 24,
} as const;

/** A person who is mailed, under settings that anonymise for every cause. */
async function mailed(over: Partial<RelayDoors> = {}, table: Partial<TableSettings> = {}) {
  const clock = { ms: start };
  const document = settings({ withdrawal: every, ...table });
  const all = world({ now: () => clock.ms, settings: async () => ({ document, generation: 'g1' }), ...over });
  all.crm.set(contact, found());
  let bundles = 0;
  const look = async (handle = all.handle) => {
    bundles += 1;
    await handle(message([nudge({ again: true })], { messageId: `look-${bundles}` }));
  };
  await look();
  const explain = async () =>
    (
      await explainRecord(
        { table: 'contact', id: idOf(1) },
        {
          ...all.doors,
          records: all.store,
          listed: async () => [],
        },
      )
    ).lines.join('\n');
  return { ...all, clock, look, explain };
}

const causes: readonly (readonly [string, ReturnType<typeof found> | undefined])[] = [
  ['was deleted', undefined],
  ['was merged away', found({ version: '101', active: false, merged: true })],
  ['is inactive', found({ version: '101', active: false })],
  ['says no to e-mail', found({ version: '101', values: { donotbulkemail: true } })],
  ['withdrew the only consent', found({ version: '101', permissionRows: [permissionRow({ granted: false })] })],
  ['has no address', found({ version: '101', values: { emailaddress1: null } })],
  ['does not meet the conditions', found({ version: '101', values: { firstname: 'Nobody' } })],
];

test.each(causes)('a person who %s is switched off at once, and a day later anonymised', async (_, row) => {
  const conditions = [{ column: 'firstname', operator: 'ne' as const, value: 'Nobody' }];
  const { crm, look, contacts, ended, clock, due } = await mailed({}, { conditions });

  if (row) crm.set(contact, row);
  else crm.delete(contact);
  await look();
  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(due).toEqual([{ table: 'contact', id: idOf(1), at: start + 24 * hour }]);
  clock.ms += 24 * hour - 1;
  await look();
  expect(ended).toEqual([]);
  clock.ms += 1;
  await look();

  expect(ended).toEqual([`anonymise ${idOf(1)}`]);
  await look();
  expect(ended).toHaveLength(1);
});

test('without such a setting nothing but the permissions goes, and nothing is due', async () => {
  const { crm, look, ended, due, clock, stateOf } = await mailed({}, { withdrawal: undefined });

  crm.delete(contact);
  await look();
  clock.ms += 1000 * hour;
  await look();

  expect(ended).toEqual([]);
  expect(due).toEqual([]);
  expect(await stateOf(idOf(1))).toMatchObject({ ending: undefined, due: 0 });
});

const kept: readonly (readonly [string, ReturnType<typeof found>])[] = [
  [
    'said no to one thing and yes to another',
    found({ version: '101', permissionRows: [permissionRow({ granted: false }), permissionRow({ externalId: '2' })] }),
  ],
  ['never said anything', found({ version: '101', permissionRows: [] })],
  [
    'has an address that we may not see',
    found({ version: '101', permissionRows: [], values: { emailaddress1: undefined } }),
  ],
  ['has an address that nobody can use', found({ version: '101', values: { emailaddress1: 'eva at example' } })],
];

test.each(kept)('a person who %s stays on the platform', async (_, row) => {
  const { crm, look, ended, clock } = await mailed();

  crm.set(contact, row);
  await look();
  clock.ms += 100 * hour;
  await look();

  expect(ended).toEqual([]);
});

test('a yes that only the platform or somebody else withholds is no ground to be gone', async () => {
  const { crm, look, ended, clock, script } = await mailed();
  script.answer = ({ kind }) => (kind === 'give' ? { kind: 'done', grantsWithheld: 'global' } : undefined);

  crm.set(contact, found({ version: '101', values: { firstname: 'Eef' } }));
  await look();
  clock.ms += 100 * hour;
  await look();

  expect(ended).toEqual([]);
});

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

test('explain says what is due, and since when', async () => {
  const { crm, look, explain } = await mailed();
  crm.set(contact, found({ version: '101', active: false }));
  await look();

  expect(await explain()).toContain(
    'Since 2026-01-02T00:00:00.000Z every permission is off, because the record is inactive. At 2026-01-03T00:00:00.000Z, or soon after, the contact is anonymised on the platform, if that still holds.',
  );
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
