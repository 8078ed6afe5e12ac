import { believedMs, noteRestored, readOrganisation, wentBack } from '../../../../functions/src/relay/organisation.ts';
import { found, idOf, memoryTable, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

test('a restore is known everywhere before anything is looked at because of it: no copy of before is believed any more', async () => {
  const control = memoryTable();
  const pauses: [number, number][] = [];
  const pause = async (ms: number) => {
    pauses.push([ms, (await readOrganisation(control)).restores]);
  };

  await noteRestored(control, { at: new Date(0), pause });

  expect(pauses).toEqual([[2 * believedMs, 1]]);
});

test.each([
  ['a row as it was', '100 a:7', '100 a:7', false],
  ['a newer row', '100 a:7', '101 a:8', false],
  ['an older row', '100 a:7', '99 a:7', true],
  ['an older permission row', '100 a:7', '101 a:6', true],
  ['a permission row that nobody knows', '100 a:7', '100 a:7 b:1', false],
  ['a permission row that is gone', '100 a:7', '100', false],
  ['a record that was not there', '', '5 a:1', false],
  ['versions beyond what a number holds', '9007199254740993', '9007199254740992', true],
])('a row went back or did not: %s', (_, before, now, expected) => {
  expect(wentBack(before, now)).toBe(expected);
});

const backup = found({ version: `100 ${idOf(900)}:1` });
const withdrawn = [permissionRow({ version: '2', granted: false })];

test.each([
  ['permission row', found({ version: `100 ${idOf(900)}:2`, permissionRows: withdrawn })],
  ['permission row that was deleted', found({ version: '100', permissionRows: [] })],
  ['stop column', found({ version: `101 ${idOf(900)}:1`, values: { donotbulkemail: true } })],
])('R3: a yes of a backup that nobody has noticed yet gives nothing to whoever said no since (%s)', async (_, no) => {
  const { handle, crm, contacts, lines } = world();
  const contact = `contact~${idOf(1)}`;
  for (const [messageId, look] of [
    ['first', backup],
    ['no', no],
    ['restored', backup],
  ] as const) {
    crm.set(contact, look);
    await handle(message([nudge()], { messageId }));
  }

  expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(lines.findLast(({ event }) => event === 'decided')?.permissions).toMatchObject({
    [newsletter]: expect.stringMatching(/^no: withdrawn/),
  });
});
