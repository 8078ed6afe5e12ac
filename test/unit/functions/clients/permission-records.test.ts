import { CallError } from '../../../../functions/src/clients/http.ts';
import { readPermissionRecords } from '../../../../functions/src/clients/permission-records.ts';
import { idOf } from '../../builders.ts';

test('a permission row names its records, also in an organisation without leads', async () => {
  const row = { _assent_contactid_value: idOf(1).toUpperCase(), _assent_accountid_value: null, assent_granted: true };

  expect(await readPermissionRecords({ read: async () => row }, idOf(5))).toEqual({
    kind: 'found',
    records: [{ table: 'contact', id: idOf(1) }],
  });
});

test('a row that does not exist is absent', async () => {
  expect(await readPermissionRecords({ read: async () => 'absent' }, idOf(5))).toEqual({ kind: 'absent' });
});

test.each([
  [new CallError('GET assent_permissions', { code: 'status', status: 503 }), 'GET assent_permissions: 503'],
  [new SyntaxError('Unexpected token in "Eva Visser"'), 'the permission row could not be read'],
])('a row that cannot be read is unknown, and the reason quotes nobody', async (error, reason) => {
  expect(await readPermissionRecords({ read: () => Promise.reject(error) }, idOf(5))).toEqual({
    kind: 'unknown',
    reason,
  });
});
