import { confirmConsent } from '../../../../functions/src/relay/confirm-consent.ts';
import { suppress } from '../../../../functions/src/relay/suppress.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const job = { id: idOf(8), by: idOf(7), begun: false };

const confirmDoors = (made: ReturnType<typeof world>) => ({ ...made.doors, records: made.store });

/** Two people at one address: the second withdrew, so the first one's yes is withheld. */
async function withheld() {
  const made = world();
  made.crm.set(`contact~${idOf(1)}`, found());
  made.crm.set(`contact~${idOf(2)}`, found({ permissionRows: [permissionRow({ id: idOf(902), granted: false })] }));
  await made.handle(message([nudge({ id: idOf(2) })], { messageId: 'first' }));
  await made.handle(message([nudge({ id: idOf(1) })], { messageId: 'second' }));
  return made;
}

test('a yes that is withheld counts once a person has confirmed it with evidence, and the record is looked at again', async () => {
  const made = await withheld();
  expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);

  const order = { table: 'contact', id: idOf(1), permission: newsletter, evidence: 'signed form of 3 May' };
  await confirmConsent(order, job, confirmDoors(made));
  await made.handle(
    message(
      made.sent.filter(({ id }) => id === idOf(1)),
      { messageId: 'third' },
    ),
  );

  expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  const entries = [...made.store.rows.values()].filter(({ kind }) => kind === 'order');
  expect(entries).toMatchObject([{ bundle: `job ${idOf(8)}`, by: `user ${idOf(7)}` }]);
  expect(JSON.stringify([...made.store.rows.values(), ...made.addresses.rows.values()])).not.toContain('signed form');
});

test.each([
  [{ table: 'contact', id: idOf(1), permission: newsletter }, /evidence/],
  [{ table: 'contact', id: idOf(1), permission: 'newsletter', evidence: 'x' }, /1~email/],
  [{ table: 'contact', id: idOf(9), permission: newsletter, evidence: 'x' }, /Nothing is known/],
])('an order that cannot be carried out says what is missing', async (order, sentence) => {
  const made = await withheld();

  await expect(confirmConsent(order, job, confirmDoors(made))).rejects.toThrow(sentence);
});

test('what the platform suppresses is not cleared by an order, and the order says why', async () => {
  const made = await withheld();
  await suppress({ table: 'contact', id: idOf(1), channel: 'email' }, 'complaint', made.doors);
  const order = { table: 'contact', id: idOf(1), permission: newsletter, evidence: 'signed form of 3 May' };

  await expect(confirmConsent(order, job, confirmDoors(made))).rejects.toThrow(/the recipient complained/);
});

describe('an order whose worker died on the way', () => {
  const order = { table: 'contact', id: idOf(1), permission: newsletter, evidence: 'signed form of 3 May' };
  const lookAtBoth = (made: ReturnType<typeof world>, messageId: string) =>
    made.handle(message([nudge({ id: idOf(1), again: true }), nudge({ id: idOf(2), again: true })], { messageId }));
  /** The second person takes the no back and gives it anew: that is one withdrawal more. */
  const withdrawAnew = async (made: ReturnType<typeof world>) => {
    for (const [granted, version] of [
      [true, '20'],
      [false, '21'],
    ] as const) {
      const row = permissionRow({ id: idOf(902), granted, version });
      made.crm.set(`contact~${idOf(2)}`, found({ version, permissionRows: [row] }));
      await lookAtBoth(made, `second ${version}`);
    }
  };

  test('is not carried out again: who withdrew since is not confirmed away', async () => {
    const made = await withheld();
    await withdrawAnew(made);

    const again = confirmConsent(order, { ...job, begun: true }, confirmDoors(made));

    await expect(again).rejects.toThrow('give the order again');
    await lookAtBoth(made, 'last');
    expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  });

  test('ends as done where it had its effect, and has no second one', async () => {
    const made = await withheld();
    await confirmConsent(order, job, confirmDoors(made));
    await lookAtBoth(made, 'third');
    await withdrawAnew(made);

    const again = await confirmConsent(order, { ...job, begun: true }, confirmDoors(made));

    expect(again).toEqual({ cleared: newsletter });
    await lookAtBoth(made, 'last');
    expect(made.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  });
});
