import { handleWithdrawals } from '../../../../functions/src/relay/handle-withdrawals.ts';
import { writeTwin } from '../../../../functions/src/relay/twins.ts';
import { found, idOf, message, newsletter, nudge, permissionRow, world } from '../../builders.ts';

const address = 'email-eva-example-org';
const form = { address, platformId: 'E7', permissions: { [newsletter]: true }, mailable: true };

/** Eva is mailed by her record; beside it the platform has another contact of her address. She withdraws. */
async function withdrawBeside(twin: Partial<typeof form>, before = found()) {
  const told: string[] = [];
  const house = world({
    raise: async (findings) => void told.push(...findings.map(({ code, subject }) => `${code} ${subject}`)),
  });
  const look = () => message([nudge({ id: idOf(1), again: true })], { messageId: `b${Math.random()}` });
  house.crm.set(`contact~${idOf(1)}`, before);
  await house.handle(look());
  await writeTwin({ ...form, ...twin }, house.doors);
  house.crm.set(`contact~${idOf(1)}`, found({ version: '2', permissionRows: [permissionRow({ granted: false })] }));
  await house.handle(look());
  return { told, end: house.outcomes().at(-1), isOn: house.contacts.get(idOf(1))?.permissions[newsletter] };
}

test('R11: a withdrawal that leaves a twin mailable takes ours, tells a person, and ends with a reason that names the twin', async () => {
  const { told, end, isOn } = await withdrawBeside({});

  expect(isOn).toBe(false);
  expect(told).toEqual(['finding.twin E7']);
  expect(end).toMatchObject({ outcome: 'applied', reason: 'still mailable by another contact: E7' });
});

test.each([
  ['has it off', { permissions: { [newsletter]: false } }],
  ['cannot be mailed, or is ours to write', { mailable: false }],
  ['is at another address', { address: 'email-jan-example-org' }],
])('a contact that %s is none to be told of', async (_, twin) => {
  const { told, end, isOn } = await withdrawBeside(twin);

  expect(isOn).toBe(false);
  expect(told).toEqual([]);
  expect(end?.reason).toBeUndefined();
});

test('R11: also where the permission was off already when it was withdrawn, as after the lane of withdrawals', async () => {
  const { told, end } = await withdrawBeside({}, found({ permissionRows: [] }));

  expect(told).toEqual(['finding.twin E7']);
  expect(end).toMatchObject({ outcome: 'applied', reason: 'still mailable by another contact: E7' });
});

test('R11: also where the lane of withdrawals took it between a look and what the look wrote down', async () => {
  const told: string[] = [];
  let meddle = async () => {};
  const house: ReturnType<typeof world> = world({
    raise: async (findings) => void told.push(...findings.map(({ code, subject }) => `${code} ${subject}`)),
    addresses: {
      get: (partition, key) => house.addresses.get(partition, key),
      range: (partition, from, to) => house.addresses.range(partition, from, to),
      transact: async (changes) => {
        const answer = await house.addresses.transact(changes);
        const now = meddle;
        meddle = async () => {};
        await now();
        return answer;
      },
    },
  });
  const contact = `contact~${idOf(1)}`;
  house.crm.set(contact, found());
  await house.handle(message([nudge()], { messageId: 'yes', handling: 'yes' }));
  await writeTwin(form, house.doors);
  house.crm.set(contact, found({ version: '101', permissionRows: [permissionRow({ granted: false })] }));
  const no = message([nudge({ withdrawal: [newsletter] })], { messageId: 'no' });
  meddle = () => handleWithdrawals(no, house.doors);

  await house.handle({ ...no, handling: 'no' });

  expect(house.contacts.get(idOf(1))?.permissions[newsletter]).toBe(false);
  expect(told).toEqual(['finding.twin E7']);
  expect(house.outcomes().at(-1)).toMatchObject({ reason: 'still mailable by another contact: E7' });
});
