import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const contact = `contact~${idOf(1)}`;
const rowId = idOf(900);
const withRow = (version: number, granted = true) =>
  found({
    version: `100 ${rowId}:${version}`,
    permissionRows: [permissionRow({ version: String(version), granted })],
  });
const withoutRow = found({ version: '100', permissionRows: [] });

/** A person whose permission row was looked at in version 5, and then was gone. */
async function withdrawn() {
  const made = world();
  let looks = 0;
  const lookAt = async (look: ReturnType<typeof found>) => {
    made.crm.set(contact, look);
    looks += 1;
    await made.handle(message([nudge({ again: true })], { messageId: `look ${looks}` }));
    return made.contacts.get(idOf(1))?.permissions[newsletter];
  };
  expect(await lookAt(withRow(5))).toBe(true);
  expect(await lookAt(withoutRow)).toBe(false);
  return { ...made, lookAt };
}

test.each([
  ['as it was when it was seen last', 5],
  ['older than that', 3],
])('R3: a permission row that was seen gone and is back, %s, is nobody’s new yes', async (_, version) => {
  const { lookAt } = await withdrawn();

  expect(await lookAt(withRow(version))).toBe(false);
  expect(await lookAt(withRow(version))).toBe(false);
});

test('one that was made anew, under its old id, is', async () => {
  const { lookAt } = await withdrawn();

  expect(await lookAt(withRow(6))).toBe(true);
});

test('whoever takes the yes of a backup back and gives it anew may be mailed', async () => {
  const { lookAt } = await withdrawn();
  await lookAt(withRow(4));

  expect(await lookAt(withRow(7, false))).toBe(false);
  expect(await lookAt(withRow(8))).toBe(true);
});

test('it stays no new yes where the person has no address when it comes back, and where it goes and comes once more', async () => {
  const { lookAt, store } = await withdrawn();
  const row = permissionRow({ version: '5' });
  await lookAt(found({ version: `90 ${rowId}:5`, permissionRows: [row], values: { emailaddress1: null } }));
  // Whoever looks after a process that died here has to find it.
  const [origin] = [...store.rows.values()].filter(({ rowKey }) => String(rowKey).startsWith('i~'));
  expect(origin?.gone).toBe('5');

  expect(await lookAt(withRow(5))).toBe(false);
  await lookAt(withoutRow);
  expect(await lookAt(withRow(5))).toBe(false);
});

test('a row that went to another record is not seen gone, whichever of the two is looked at first', async () => {
  for (const first of [1, 2]) {
    const made = world();
    made.crm.set(contact, withRow(5));
    await made.handle(message([nudge()], { messageId: 'before' }));
    made.crm.set(contact, withoutRow);
    const moved = found({
      version: `200 ${rowId}:6`,
      permissionRows: [permissionRow({ version: '6' })],
      values: { emailaddress1: 'other@example.org' },
    });
    made.crm.set(`contact~${idOf(2)}`, moved);

    for (const id of [first, 3 - first]) await made.handle(message([nudge({ id: idOf(id) })], { messageId: `${id}` }));

    const [origin] = [...made.store.rows.values()].filter(({ rowKey }) => String(rowKey).startsWith('i~'));
    expect(origin).toMatchObject({ table: 'contact', id: idOf(2) });
    expect(origin?.gone).toBeUndefined();
  }
});
