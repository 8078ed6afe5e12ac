import { z } from 'zod';

/** How a person is reached. A permission holds for exactly one channel. */
export const channels = ['email', 'sms'] as const;
export type Channel = (typeof channels)[number];

/**
 * The platform's own id of a permission and its channel, as in `1~email`. Written so everywhere: a Subscription row that is renamed
 * or made anew loses nothing.
 */
export const permissionKey = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+~(email|sms)$/, 'write a permission as 1~email or 1~sms');
export type PermissionKey = z.infer<typeof permissionKey>;

export function toPermissionKey(externalId: string, channel: Channel): PermissionKey {
  return `${externalId}~${channel}`;
}

export function channelOf(key: PermissionKey): Channel {
  return key.endsWith('~sms') ? 'sms' : 'email';
}

/** The platform's own id in a permission key: for Spotler Mail+ the bit. */
export function externalIdOf(key: PermissionKey): string {
  return key.slice(0, key.lastIndexOf('~'));
}
