import { contactWrite } from '../../../builders.ts';
import { codes, many, type Sent, setUp } from './set-up.ts';

const grants = (contact: Sent) => JSON.stringify(contact).includes('"enabled":true');
const bitsOf = ({ properties }: Sent) => properties.permissions;

test('a person who opted out gets her attributes and offs, and no grant', async () => {
  const { write, lists } = setUp(codes((contact) => (grants(contact) ? 'CONTACT_OPTOUT' : 'OK')));
  const permissions = { '1~email': true, '2~email': false };

  expect(await write([contactWrite({ permissions })])).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
  expect(lists().map(({ contacts }) => contacts.map(bitsOf))).toEqual([
    [
      [
        { bit: 1, enabled: true },
        { bit: 2, enabled: false },
      ],
    ],
    [[{ bit: 2, enabled: false }]],
  ]);
});

test('a person who opted out of everything is withheld, not refused', async () => {
  const { write } = setUp(codes(() => 'CONTACT_OPTOUT'));

  expect(await write(many(1))).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
});

test('an address that may not be mailed gets its attributes all the same', async () => {
  const { write, lists } = setUp(codes((contact) => (bitsOf(contact) ? 'NO_ACTIVE_CHANNEL' : 'OK')));

  expect(await write(many(1))).toEqual([{ kind: 'done', grantsWithheld: 'bounce' }]);
  expect(lists()).toHaveLength(2);
});

test('an opted-out person whose attributes change is neither refused nor sent twice', async () => {
  const { write, lists } = setUp(codes(() => 'CONTACT_OPTOUT'));

  expect(await write([contactWrite({ permissions: {} })])).toEqual([{ kind: 'done', grantsWithheld: 'global' }]);
  expect(lists()).toHaveLength(1);
});

test('when the attributes of a withheld person are refused, that is said', async () => {
  const { write } = setUp(codes((contact) => (bitsOf(contact) ? 'CONTACT_OPTOUT' : 'PROPERTY_INVALID')));

  expect(await write(many(1))).toEqual([{ kind: 'refused', code: 'PROPERTY_INVALID' }]);
});
