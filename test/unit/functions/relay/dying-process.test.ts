import type { RelayDoors } from '../../../../functions/src/relay/doors.ts';
import { found, idOf, message, nudge, permissionRow, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;
const noPermission = [permissionRow({ granted: false })];

describe('a process that dies', () => {
  /** Each at an address of its own: who shares one learns of the others' withdrawals in the order in which they are looked at. */
  const person = (number: number, over: Parameters<typeof found>[0] = {}) =>
    found({ ...over, values: { emailaddress1: `person${number}@example.org` } });

  /** The world with every door dying at the `fatal`-th call: before it is done, or right after. */
  function mortal(when: 'before' | 'after') {
    const life = { calls: 0, fatal: Number.POSITIVE_INFINITY };
    const made = world();
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      life.calls += 1;
      if (life.calls === life.fatal && when === 'before') throw new Error('died');
      const result = await work();
      if (life.calls === life.fatal && when === 'after') throw new Error('died');
      return result;
    };
    const { doors, store } = made;
    const wrapped: RelayDoors = {
      ...doors,
      recordsOf: (id) => step(async () => ({ kind: 'found', records: [{ table: 'contact', id }] })),
      look: (wishes) => step(() => doors.look(wishes)),
      write: (items) => step(() => doors.write(items)),
      sendNudges: (nudges) => step(() => doors.sendNudges(nudges)),
      scheduleCopy: (copy) => step(() => doors.scheduleCopy(copy)),
      records: {
        get: (partition, key) => step(() => store.get(partition, key)),
        transact: (changes) => step(() => store.transact(changes)),
      },
      addresses: {
        get: (partition, key) => step(() => made.addresses.get(partition, key)),
        range: (partition, from, to) => step(() => made.addresses.range(partition, from, to)),
        transact: (changes) => step(() => made.addresses.transact(changes)),
      },
    };
    return {
      ...made,
      ...world(wrapped),
      crm: made.crm,
      contacts: made.contacts,
      store,
      script: made.script,
      copies: made.copies,
      life,
      counts: made.counts,
      stateOf: made.stateOf,
    };
  }

  async function live(when: 'before' | 'after', fatal: number) {
    const made = mortal(when);
    const { crm, handle, script, life } = made;
    crm.set(contact(1), person(1));
    crm.set(contact(2), person(2, { permissionRows: noPermission }));
    crm.set(contact(3), person(3, { active: false }));
    crm.set(contact(5), person(5));
    await handle(message([nudge({ id: idOf(5) }), nudge({ id: idOf(1) })], { messageId: 'before' }));
    crm.set(
      contact(1),
      person(1, {
        version: '101',
        permissionRows: [permissionRow({ granted: false }), permissionRow({ externalId: '2' })],
      }),
    );
    crm.delete(contact(5));
    script.answer = ({ externalId }) =>
      externalId === idOf(6) ? { kind: 'retry', reason: '503', maybeApplied: false } : undefined;
    crm.set(contact(6), person(6));

    const bundle = message([
      nudge({ id: idOf(1) }),
      nudge({ id: idOf(1) }),
      nudge({ id: idOf(2) }),
      nudge({ id: idOf(3) }),
      nudge({ id: idOf(4), message: 'Delete', withdrawal: 'all' }),
      nudge({ id: idOf(5), message: 'Delete', withdrawal: 'all' }),
      nudge({ id: idOf(6) }),
      nudge({ table: 'assent_permission', id: idOf(7) }),
      nudge({ table: 'assent_permission', id: idOf(7) }),
    ]);
    life.calls = 0;
    life.fatal = fatal;
    const died = await handle(bundle).then(
      () => false,
      () => true,
    );
    life.fatal = Number.POSITIVE_INFINITY;
    if (died) await handle(bundle);
    // The copy comes, the platform is well again.
    script.answer = () => undefined;
    const copy = made.copies[0];
    await handle(message([], { messageId: copy?.messageId ?? '', body: { v: 1, attempt: 1, nudges: copy?.nudges } }));
    return { ...made, died };
  }

  /** What must be the same however often the process dies. `lastBundle` may be the bundle or its copy. */
  async function outcome({ contacts, counts, stateOf }: Awaited<ReturnType<typeof live>>) {
    const states = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => stateOf(idOf(number))));
    return {
      contacts: Object.fromEntries([...contacts].sort()),
      counts: await counts(),
      // A step done again is in the ledger again.
      states: states.map((each) => each && { ...each, lastBundle: '', seq: 0, head: '' }),
    };
  }

  test.each(['before', 'after'] as const)(
    '%s any step leaves nothing undone and counts nothing twice',
    async (when) => {
      const whole = await live(when, Number.POSITIVE_INFINITY);
      const expected = await outcome(whole);
      expect(expected.counts).toEqual({ applied: 7, unchanged: 0, skipped: 4, rejected: 0 });
      const steps = whole.life.calls;
      expect(steps).toBeGreaterThan(20);

      for (let fatal = 1; fatal <= steps; fatal += 1) {
        expect({ fatal, ...(await outcome(await live(when, fatal))) }).toEqual({ fatal, ...expected });
      }
    },
  );
});
