import { type FirstSight, noteFirstSeen, noteNewAddress } from '../../../../functions/src/relay/twins.ts';
import { found, idOf, message, newsletter, nudge, world } from '../../builders.ts';

const address = 'email-eva-example-org';
const contact = { address, platformId: 'E1', permissions: { [newsletter]: false }, mailable: false };
const sight: FirstSight = { contact, off: [newsletter], isTwin: false, isClosed: false };

function atAddress({ addresses }: ReturnType<typeof world>) {
  return [...addresses.rows.values()].filter(({ partitionKey }) => partitionKey.endsWith(address));
}

function factsAt(house: ReturnType<typeof world>) {
  const facts = atAddress(house).find(({ rowKey }) => rowKey === 'facts');
  return { ...facts, counts: JSON.parse(String(facts?.counts)) };
}

/** The baseline at a contact, as often as it comes by. */
async function see(house: ReturnType<typeof world>, first = sight): Promise<void> {
  if (!(await noteNewAddress(first, house.doors))) await noteFirstSeen(first, house.doors);
}

test('what is off at a new address is one row, and seen again it is counted no more', async () => {
  const house = world();

  await see(house);
  await see(house);

  expect(atAddress(house)).toHaveLength(1);
  expect(factsAt(house).counts).toEqual({ [newsletter]: 1 });
});

test('another contact at the address is counted too, once', async () => {
  const house = world();
  const other = { ...sight, contact: { ...contact, platformId: 'E2' } };

  for (const each of [sight, other, sight, other]) await see(house, each);

  expect(factsAt(house).counts).toEqual({ [newsletter]: 2 });
});

test('an address that the platform mails nobody at is suppressed in the same row', async () => {
  const house = world();

  await see(house, { ...sight, isClosed: true });

  expect(factsAt(house)).toMatchObject({ suppressed: 'global', suppressionTold: 'global' });
});

test('a sign-up that is on is remembered beside the facts of nobody', async () => {
  const house = world();
  const on = { ...contact, permissions: { [newsletter]: true }, mailable: true };

  await see(house, { contact: on, off: [], isTwin: true, isClosed: false });

  expect(atAddress(house).map(({ rowKey }) => rowKey.slice(0, 2))).toEqual(['t~']);
});

test('whoever holds an address while the baseline is read leaves facts there: what is off may be told off by us', async () => {
  const during = world({ isBaselineRead: async () => false });
  const after = world();
  for (const house of [during, after]) {
    house.crm.set(`contact~${idOf(1)}`, found());
    await house.handle(message([nudge({ id: idOf(1) })]));
  }

  expect(await noteNewAddress(sight, during.doors)).toBe(false);
  expect(factsAt(during).counts).toEqual({});
  // Afterwards no baseline asks, and a row for each record would be read by every pass over the facts.
  expect(await noteNewAddress(sight, after.doors)).toBe(true);
});
