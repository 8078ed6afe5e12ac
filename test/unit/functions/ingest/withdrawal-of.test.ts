import { readContext } from '../../../../functions/src/ingest/read-context.ts';
import { withdrawalOf } from '../../../../functions/src/ingest/withdrawal-of.ts';
import { idOf } from '../../builders.ts';
import { context, entity, option, reference } from '../../webhook-bodies.ts';

type Parts = Parameters<typeof context>[0];

function withdrawal(parts: Parts) {
  const read = readContext(JSON.stringify(context(parts)));
  return read && withdrawalOf(read, (id) => (id === idOf(70) ? '1' : undefined)).withdrawal;
}

const target = (columns: Readonly<Record<string, unknown>>) => ({ Target: entity('contact', idOf(1), columns) });
const moniker = reference('contact', idOf(1));

const cases: readonly (readonly [string, Parts, unknown])[] = [
  ['a delete', { message: 'Delete', input: { Target: moniker } }, 'all'],
  ['a deactivation by Update', { input: target({ statecode: option(1), statuscode: option(2) }) }, 'all'],
  ['a qualified or disqualified lead', { table: 'lead', input: target({ statecode: option(2) }) }, 'all'],
  ['a state as a plain number', { input: target({ statecode: 1 }) }, 'all'],
  ['SetState', { message: 'SetState', input: { EntityMoniker: moniker, State: option(1), Status: option(2) } }, 'all'],
  [
    'SetState with plain numbers',
    { message: 'SetStateDynamicEntity', input: { EntityMoniker: moniker, State: 1 } },
    'all',
  ],
  ['a re-activation', { message: 'SetState', input: { EntityMoniker: moniker, State: option(0) } }, undefined],
  ['do not e-mail', { input: target({ donotemail: true }) }, ['email']],
  ['do not send bulk e-mail', { input: target({ donotbulkemail: true }) }, ['email']],
  ['a stop column that is lifted', { input: target({ donotemail: false, donotbulkemail: null }) }, undefined],
  ['an address that was emptied', { input: target({ emailaddress1: null }) }, ['email']],
  ['an address that was changed', { input: target({ emailaddress1: 'new@example.org' }) }, undefined],
  ['an address that is not in the request', { input: target({ firstname: null }) }, undefined],
  ['a state that cannot be read', { input: target({ statecode: option(Number.NaN), donotemail: 'yes' }) }, undefined],
  ['a body without parameters', { input: {} }, undefined],
];

test.each(cases)('what %s says is off', (_, parts, expected) => {
  expect(withdrawal(parts)).toEqual(expected);
});

test('the delete of a permission row says nothing of its record', () => {
  expect(withdrawal({ message: 'Delete', table: 'assent_permission' })).toBeUndefined();
});

const rowOf = (id: string) => ({
  assent_subscriptionid: reference('assent_subscription', id),
  assent_channel: option(1),
});

test.each([
  [
    'unticked',
    {
      MessageName: 'Update',
      InputParameters: { Target: entity('assent_permission', idOf(5), { assent_granted: false }) },
    },
    ['1~email'],
  ],
  [
    'ticked',
    {
      MessageName: 'Update',
      InputParameters: { Target: entity('assent_permission', idOf(5), { assent_granted: true }) },
    },
    undefined,
  ],
  [
    'deleted',
    { MessageName: 'Delete', InputParameters: { Target: reference('assent_permission', idOf(5)) } },
    ['1~email'],
  ],
] as const)(
  'a permission row that is %s names its permission where the subscription is known',
  (_, parts, expected) => {
    const before = rowOf(idOf(70));
    const unknown = rowOf(idOf(71));
    const read = (image: object) =>
      readContext(
        JSON.stringify({
          PrimaryEntityName: 'assent_permission',
          PrimaryEntityId: idOf(5),
          MessageName: parts.MessageName,
          InputParameters: Object.entries(parts.InputParameters).map(([key, value]) => ({ key, value })),
          PreEntityImages: [
            { key: 'before', value: { Attributes: Object.entries(image).map(([key, value]) => ({ key, value })) } },
          ],
        }),
      );
    const found = read(before);
    const lost = read(unknown);

    const known = (id: string) => (id === idOf(70) ? '1' : undefined);
    expect(found && withdrawalOf(found, known).withdrawal).toEqual(expected);
    expect(lost && withdrawalOf(lost, known).withdrawal).toBeUndefined();
  },
);
