import { channelOf, externalIdOf, permissionKey, toPermissionKey } from '../../../../functions/src/event/permission.ts';

test.each([
  ['1', 'email', '1~email'],
  ['4611686018427387904', 'email', '4611686018427387904~email'],
  ['com.example.topic', 'sms', 'com.example.topic~sms'],
] as const)('%s on %s is written %s, and read back', (externalId, channel, key) => {
  expect(toPermissionKey(externalId, channel)).toBe(key);
  expect(externalIdOf(key)).toBe(externalId);
  expect(channelOf(key)).toBe(channel);
  expect(permissionKey.safeParse(key).success).toBe(true);
});

test.each(['1', '~email', '1~fax', '1~email~sms', '1 ~email', ''])('%p is no permission', (key) => {
  expect(permissionKey.safeParse(key).success).toBe(false);
});
