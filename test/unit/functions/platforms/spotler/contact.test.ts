import { toContact } from '../../../../../functions/src/platforms/spotler/contact.ts';
import { contactWrite, idOf } from '../../../builders.ts';

test('attributes and permissions are sent as properties, permissions as bits', () => {
  const write = contactWrite({
    attributes: { email: 'eva@example.org', firstName: 'Eva' },
    permissions: { '1~email': true, '4~email': false },
  });

  expect(toContact(write)).toEqual({
    externalId: idOf(1),
    properties: {
      email: 'eva@example.org',
      firstName: 'Eva',
      permissions: [
        { bit: 1, enabled: true },
        { bit: 4, enabled: false },
      ],
    },
  });
});

test('a property that is emptied is sent as an empty text', () => {
  expect(toContact(contactWrite({ attributes: { email: null }, permissions: {} })).properties).toEqual({ email: '' });
});

test('without permissions none are mentioned: those on the platform stay as they are', () => {
  expect(toContact(contactWrite({ permissions: {} })).properties).not.toHaveProperty('permissions');
});
