import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ground/clock.ts';

/** Access tokens of the stand-in: they carry their own end and a signature, so that they outlive a restart. */
export type Tokens = {
  readonly issue: (clientId: string) => { readonly token: string; readonly expiresInSeconds: number };
  /** The client that a valid token was issued to. */
  readonly clientOf: (token: string) => string | undefined;
};

/** Microsoft Entra issues tokens for 60 to 90 minutes. */
const lifetimeSeconds = 3599;

type Issued = { readonly end: number; readonly clientId: string };

export function createTokens(secret: string, clock: Clock): Tokens {
  // Checking a signature costs more than a simple read; tokens are used thousands of times.
  const known = new Map<string, Issued>();
  const sign = (payload: string) => createHmac('sha256', secret).update(payload).digest('base64url');
  const read = (token: string): Issued | undefined => {
    const [payload = '', signature = ''] = token.split('.');
    const expected = Buffer.from(sign(payload));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const [end, , clientId = ''] = Buffer.from(payload, 'base64url').toString().split(' ');
    return { end: Number(end), clientId };
  };
  return {
    issue: (clientId) => {
      const end = clock.now() + lifetimeSeconds * 1000;
      const payload = Buffer.from(`${end} ${randomUUID()} ${clientId}`).toString('base64url');
      return { token: `${payload}.${sign(payload)}`, expiresInSeconds: lifetimeSeconds };
    },
    clientOf: (token) => {
      const issued = known.get(token) ?? read(token);
      if (!issued) return undefined;
      if (known.size > 1000) known.clear();
      known.set(token, issued);
      return clock.now() < issued.end ? issued.clientId : undefined;
    },
  };
}
