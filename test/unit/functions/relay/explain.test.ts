import { confirmConsent } from '../../../../functions/src/relay/confirm-consent.ts';
import { explainRecord } from '../../../../functions/src/relay/explain.ts';
import { explainAddress } from '../../../../functions/src/relay/explain-address.ts';
import { suppress } from '../../../../functions/src/relay/suppress.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

/** Contact 1 said yes and withdrew; contact 2 of the same address still says yes. */
async function shared() {
  const here = world();
  const doors = { ...here.doors, records: here.store, listed: async () => [{ key: newsletter, name: 'Newsletter' }] };
  here.crm.set(`contact~${idOf(1)}`, found());
  here.crm.set(`contact~${idOf(2)}`, found({ permissionRows: [permissionRow({ id: idOf(902) })] }));
  await here.handle(message([nudge({ id: idOf(1) }), nudge({ id: idOf(2) })], { messageId: 'first' }));
  here.crm.set(`contact~${idOf(1)}`, found({ version: '101', permissionRows: [permissionRow({ granted: false })] }));
  await here.handle(message([nudge({ id: idOf(1), operationId: 'op-7' })], { messageId: 'second' }));
  await here.handle(message([nudge({ id: idOf(2), again: true, message: 'Withdrawal' })], { messageId: 'third' }));
  return { ...here, relay: here.doors, doors };
}

test('a record is explained: what is on, what the rules say now, who decided, by which nudge, and what the platform answered', async () => {
  const { doors } = await shared();

  const { lines, ledger } = await explainRecord({ table: 'contact', id: idOf(1) }, doors);

  expect(ledger).toBe('holds');
  expect(lines).toEqual(
    expect.arrayContaining([
      `contact ${idOf(1)} is known and holds one address.`,
      '1~email is the permission Newsletter.',
      '1~email is off since 2026-01-02T00:00:00.000Z, because: crm says no.',
      'Asked now: 1~email must be off, because: crm says no.',
    ]),
  );
  expect(lines.at(-1)).toBe(
    '4. 2026-01-02T00:00:00.000Z: 1~email no (crm says no) was told, answer done; bundle second, by Update op-7.',
  );
});

test('where something changed that was not looked at yet, what the rules say now differs from what is on', async () => {
  const { doors, crm } = await shared();
  crm.set(`contact~${idOf(1)}`, found({ version: '102', active: false }));

  const { lines } = await explainRecord({ table: 'contact', id: idOf(1) }, doors);

  expect(lines).toContain('Asked now: 1~email must be off, because: inactive.');
});

test('an id that nobody has is an error; a record that was not looked at yet is told as that', async () => {
  const { doors, crm } = await shared();
  crm.set(`contact~${idOf(5)}`, found());

  await expect(explainRecord({ table: 'contact', id: idOf(9) }, doors)).rejects.toThrow(
    `there is no contact ${idOf(9)}`,
  );
  expect((await explainRecord({ table: 'contact', id: idOf(5) }, doors)).lines).toEqual([
    `Nothing was decided of contact ${idOf(5)} yet: press Sync now.`,
  ]);
});

test('a long chain is told by its newest entries, and is checked whole', async () => {
  const { doors, handle, crm } = await shared();
  for (let number = 0; number < 60; number += 1) {
    const permissionRows = [permissionRow({ granted: number % 2 === 0 })];
    crm.set(`contact~${idOf(1)}`, found({ version: String(200 + number), permissionRows }));
    await handle(message([nudge()], { messageId: `more-${number}` }));
  }

  const { lines, ledger } = await explainRecord({ table: 'contact', id: idOf(1) }, doors);

  expect(ledger).toBe('holds');
  expect(lines).toContain('24 older entries are left out here.');
  expect(lines.filter((line) => /^\d+\. /.test(line))).toHaveLength(100);
});

test('an address is explained by itself and by each record that holds it, however it is written, and is never quoted', async () => {
  const { doors } = await shared();

  const { lines, records } = await explainAddress(' Eva@Example.org ', doors);

  expect(records).toEqual([
    { table: 'contact', id: idOf(1) },
    { table: 'contact', id: idOf(2) },
  ]);
  expect(lines.slice(0, 2)).toEqual([
    'This address is held by 2 records.',
    `1~email was withdrawn here once, last by contact ${idOf(1)}.`,
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      `contact ${idOf(1)} says no to 1~email.`,
      `contact ${idOf(2)} says yes to 1~email, and that does not count: withdrawn at this address by contact ${idOf(1)}.`,
      'Asked now: 1~email must be off, because: crm says no.',
    ]),
  );
  expect(lines.join()).not.toMatch(/example\.org/i);
});

test('of an address that is suppressed the platform is told as the reason; one that nobody has is told as that', async () => {
  const { doors, relay } = await shared();
  await suppress({ address: doors.addressKey('email', 'eva@example.org') }, 'bounce', relay);

  const known = await explainAddress('eva@example.org', doors);
  const unknown = await explainAddress('nobody@example.org', doors);

  expect(known.lines).toContain('The platform mails nobody here: mail to this address bounces.');
  expect(unknown).toEqual({ lines: ['This address is held by no record.'], ledger: 'holds', records: [] });
});

test('what is no address is an error that does not quote it', async () => {
  const { doors } = await shared();

  const failed = await explainAddress('Eva <eva@example.org>', doors).catch((error: Error) => error.message);

  expect(failed).toMatch(/"address" is no address/);
  expect(failed).not.toMatch(/eva/i);
});

test('an order that confirmed a consent stands in the chain with its Job row and who gave it', async () => {
  const { doors, relay, store } = await shared();
  const order = { table: 'contact', id: idOf(2), permission: newsletter, evidence: 'signed form' };
  await confirmConsent(order, { id: idOf(8), by: idOf(7), begun: false }, { ...relay, records: store });

  const { lines, ledger } = await explainRecord({ table: 'contact', id: idOf(2) }, doors);

  expect(ledger).toBe('holds');
  expect(lines.at(-1)).toMatch(
    `1~email yes (confirmed with evidence) was ordered; bundle job ${idOf(8)}, by user ${idOf(7)}.`,
  );
});
