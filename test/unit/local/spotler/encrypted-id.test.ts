import fc from 'fast-check';
import { encryptedId, fromEncryptedId } from '../../../../infra/local/spotler/contacts/encrypted-id.ts';

test('an encrypted id leads back to its number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (number) => fromEncryptedId(encryptedId(number)) === number),
  );
});
