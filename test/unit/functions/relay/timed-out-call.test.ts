import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const contact = (number: number) => `contact~${idOf(number)}`;
const noPermission = [permissionRow({ granted: false })];

describe('a call that timed out', () => {
  const timedOut = { kind: 'retry', reason: 'timeout', maybeApplied: true, applies: true } as const;

  test('a grant that was done all the same is taken when the CRM says no meanwhile', async () => {
    const { handle, crm, contacts, script, copies, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
    expect(await stateOf(idOf(1))).toMatchObject({ pending: [newsletter], told: {} });
    script.answer = () => undefined;
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));

    await handle(message([], { messageId: 'bundle-1~1', body: { v: 1, attempt: 1, nudges: copies[0]?.nudges } }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    expect(await stateOf(idOf(1))).toMatchObject({ pending: [], told: { [newsletter]: false } });
  });

  test('an off that was done all the same is a yes again when the CRM says yes again', async () => {
    const { handle, crm, contacts, script } = world();
    crm.set(contact(1), found());
    await handle(message([nudge()]));
    script.answer = () => timedOut;
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));
    await handle(message([nudge()], { messageId: 'bundle-2' }));
    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
    script.answer = () => undefined;
    crm.set(contact(1), found({ version: '102' }));

    await handle(message([nudge()], { messageId: 'bundle-3' }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(true);
  });

  test('a grant that may have been done stays in mind when the next call is refused for good', async () => {
    const { handle, crm, contacts, script, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    script.answer = ({ kind }) => (kind === 'give' ? { kind: 'refused', code: 'PROPERTY_INVALID' } : undefined);
    await handle(message([nudge()], { messageId: 'bundle-2' }));
    expect((await stateOf(idOf(1)))?.pending).toEqual([newsletter]);
    crm.set(contact(1), found({ version: '101', permissionRows: noPermission }));

    await handle(message([nudge()], { messageId: 'bundle-3' }));

    expect(contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  });

  test('a grant that may have been done stays in mind while the CRM cannot be read', async () => {
    const { handle, crm, script, stateOf } = world();
    crm.set(contact(1), found());
    script.answer = () => timedOut;
    await handle(message([nudge()]));
    script.answer = () => undefined;
    const rows = [permissionRow(), permissionRow({ externalId: '2' })];
    crm.set(contact(1), found({ version: '101', permissionRows: rows, values: { donotbulkemail: undefined } }));

    await handle(message([nudge()], { messageId: 'bundle-2' }));

    expect((await stateOf(idOf(1)))?.pending).toEqual([newsletter]);
  });
});
