import type { Suppression } from '../../../../functions/src/event/suppression.ts';
import { readFacts } from '../../../../functions/src/relay/facts.ts';
import { suppress } from '../../../../functions/src/relay/suppress.ts';
import { events, found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;
const eva = 'email-eva-example-org';
const at = (emailaddress1: string, version: string) => found({ version, values: { emailaddress1 } });

/** Contacts of one address, all mailed; `see` handles a nudge about one of them in a bundle of its own. */
async function people(...numbers: readonly number[]) {
  const here = world();
  let bundles = 0;
  const see = (number: number, again = true) => {
    bundles += 1;
    const nudges = [nudge({ id: idOf(number), ...(again ? { again: true as const } : {}) })];
    return here.handle(message(nudges, { messageId: `bundle-${bundles}` }));
  };
  for (const number of numbers) {
    here.crm.set(contact(number), found());
    await see(number);
  }
  here.sent.length = 0;
  const on = (number: number) => here.contacts.get(idOf(number))?.permissions[newsletter];
  const factsOf = async (key: string) => (await readFacts(key, 'spotler', here.doors)).facts;
  const why = () => here.lines.findLast(({ event }) => event === 'decided')?.permissions?.[newsletter];
  return { ...here, see, on, factsOf, why };
}

/** The platform takes the contact and refuses its grants. */
const refuseGrants =
  (cause: Suppression) =>
  ({ permissions }: { readonly permissions: Readonly<Record<string, boolean>> }) =>
    Object.values(permissions).includes(true) ? ({ kind: 'done', grantsWithheld: cause } as const) : undefined;

test.each([
  ['bounce', 'mail to this address bounces'],
  ['global', 'the recipient opted out of everything'],
] as const)(
  'an address that the platform mails no more (%s) gets nothing at any of its records, with the reason',
  async (cause, words) => {
    const { crm, see, sent, script, on, why, factsOf } = await people(1);
    script.answer = refuseGrants(cause);
    crm.set(contact(2), found());

    await see(2);
    const told = sent.map(({ id }) => id);
    await see(1);

    expect(await factsOf(eva)).toMatchObject({ suppressed: cause, suppressionTold: cause });
    expect(told.sort()).toEqual([idOf(1), idOf(2)]);
    expect(on(1)).toBe(false);
    expect(why()).toBe(`no: suppressed by the platform: ${words}`);
  },
);

test('a record that comes to a suppressed address later gets nothing there, and no sync lifts it', async () => {
  const { doors, crm, see, writes, why } = await people(1);
  await suppress({ address: eva }, 'complaint', doors);
  writes.length = 0;
  crm.set(contact(3), found());

  await see(3);
  await see(3);

  expect(writes.flat().flatMap(({ permissions }) => Object.values(permissions))).not.toContain(true);
  expect(why()).toBe('no: suppressed by the platform: the recipient complained');
});

test('a permission of the same record that was told before the platform refused another one is taken too', async () => {
  const { crm, see, script, contacts } = await people(1);
  script.answer = refuseGrants('global');
  crm.set(contact(1), found({ version: '101', permissionRows: [permissionRow(), permissionRow({ externalId: '2' })] }));

  await see(1);
  await see(1);

  expect(contacts.get(idOf(1))?.permissions).toEqual({ [newsletter]: false, [events]: false });
});

test.each([
  ['bounce', true],
  ['global', false],
  ['complaint', false],
  ['erased', false],
] as const)(
  'a record that leaves an address suppressed for %s: does its yes count at the next one? %s',
  async (cause, counts) => {
    const { doors, crm, see, on } = await people(1);
    await suppress({ address: eva }, cause, doors);
    await see(1);
    expect(on(1)).toBe(false);
    crm.set(contact(1), at('new@example.org', '101'));

    await see(1);

    expect(on(1)).toBe(counts);
  },
);

test('where the address changes in the call that the platform refuses for a bounce, it was the old one, and the new one is tried again', async () => {
  const { crm, see, sent, script, on, factsOf } = await people(1);
  crm.set(contact(1), found({ version: '101', permissionRows: [] }));
  await see(1);
  sent.length = 0;
  script.answer = refuseGrants('bounce');
  crm.set(contact(1), at('new@example.org', '102'));

  await see(1);
  script.answer = () => undefined;
  expect(sent).toEqual([expect.objectContaining({ id: idOf(1), again: true })]);
  await see(1);

  expect([(await factsOf(eva)).suppressed, (await factsOf('email-new-example-org')).suppressed]).toEqual([
    'bounce',
    undefined,
  ]);
  expect(on(1)).toBe(true);
});

test('known of a record, it holds for the addresses of that channel; the heavier cause stays, and nobody is told twice', async () => {
  const { doors, sent, factsOf } = await people(1, 2);

  for (const cause of ['global', 'bounce', 'global'] as const)
    await suppress({ table: 'contact', id: idOf(1), channel: 'email' }, cause, doors);
  await suppress({ table: 'contact', id: idOf(1), channel: 'sms' }, 'complaint', doors);
  await suppress({ table: 'contact', id: idOf(9), channel: 'email' }, 'complaint', doors);

  expect((await factsOf(eva)).suppressed).toBe('global');
  expect(sent.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
});

test('holders that were not told, as the process died, are told by the next look at the address', async () => {
  const { doors, see, sent, on } = await people(1, 2);
  const dies = { ...doors, sendNudges: () => Promise.reject(new Error('died')) };
  await expect(suppress({ address: eva }, 'bounce', dies)).rejects.toThrow('died');

  await see(2);

  expect(sent.map(({ id }) => id)).toEqual([idOf(1)]);
  expect(on(2)).toBe(false);
});

test('a contact that the platform mails no more is noticed by the read before an off that withdraws nothing', async () => {
  const { doors, crm, factsOf, handle } = await people(1, 2);
  crm.set(contact(1), found({ version: '101', active: false }));
  const read = { kind: 'found', permissions: { [newsletter]: true }, closed: ['email'] } as const;
  Object.assign(doors, { readContact: async () => read });

  await handle(message([nudge()], { messageId: 'bundle-9' }));

  expect((await factsOf(eva)).suppressed).toBe('bounce');
});

test('a record that enters an address in the moment of a withdrawal there is given nothing by what it read before', async () => {
  const { doors, addresses, crm, see, writes, contacts } = await people(1);
  crm.set(contact(2), found());
  writes.length = 0;
  const { transact } = addresses;
  const entering = { transact };
  Object.assign(doors.addresses, {
    transact: async (changes: Parameters<typeof transact>[0]) => {
      const isEntry = changes.some((change) => change.kind === 'put' && change.row.id === idOf(2));
      if (isEntry && entering.transact === transact) {
        entering.transact = async (rest) => transact(rest);
        crm.set(contact(1), found({ version: '101', permissionRows: [permissionRow({ granted: false })] }));
        await see(1);
      }
      return transact(changes);
    },
  });

  await see(2);

  const given = writes.flat().filter(({ externalId }) => externalId === idOf(2));
  expect(given.flatMap(({ permissions }) => Object.values(permissions))).not.toContain(true);
  expect(contacts.get(idOf(2))?.permissions[newsletter]).toBe(false);
});
