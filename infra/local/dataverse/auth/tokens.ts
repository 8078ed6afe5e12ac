import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ground/clock.ts';

/** Access tokens of the stand-in: they carry their own end and a signature, so that they outlive a restart. */
export type Tokens = {
  readonly issue: () => { readonly token: string; readonly expiresInSeconds: number };
  readonly isValid: (token: string) => boolean;
};

/** Microsoft Entra issues tokens for 60 to 90 minutes. */
const lifetimeSeconds = 3599;

export function createTokens(secret: string, clock: Clock): Tokens {
  // Checking a signature costs more than a simple read; tokens are used thousands of times.
  const known = new Map<string, number>();
  const sign = (payload: string) => createHmac('sha256', secret).update(payload).digest('base64url');
  const endOf = (token: string) => {
    const [payload = '', signature = ''] = token.split('.');
    const expected = Buffer.from(sign(payload));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return Number(Buffer.from(payload, 'base64url').toString().split(' ')[0]);
  };
  return {
    issue: () => {
      const end = clock.now() + lifetimeSeconds * 1000;
      const payload = Buffer.from(`${end} ${randomUUID()}`).toString('base64url');
      return { token: `${payload}.${sign(payload)}`, expiresInSeconds: lifetimeSeconds };
    },
    isValid: (token) => {
      const end = known.get(token) ?? endOf(token);
      if (end === undefined) return false;
      if (known.size > 1000) known.clear();
      known.set(token, end);
      return clock.now() < end;
    },
  };
}
