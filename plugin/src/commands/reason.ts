import { dig, textOf } from '../dig.ts';
import type { Dynamics } from '../dynamics.ts';

/** Error codes of Dataverse for a missing privilege, as the numbers that the client API gives. */
const noPrivilege = [0x80040220, 0x80040256, 0x80042f09].map((code) => code | 0);

/** What went wrong and what to do about it, in sentences. `role`: who has the privilege. */
export function reasonOf(error: unknown, role: string, say: Dynamics['say']): string {
  const code = dig(error, 'errorCode') ?? dig(error, 'code');
  if (typeof code === 'number' && noPrivilege.includes(code | 0)) return say('forbidden', role);
  const message = textOf(dig(error, 'message')) ?? '?';
  return say('failed', message.endsWith('.') ? message : `${message}.`);
}
