import type { Written } from '../../contacts/write-contact.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Refusal } from '../refuse.ts';

/** The single calls answer with a status and an error type what the list answers as a code. Undefined: it was done. */
export function refusalOf(sandbox: Sandbox, { code, message }: Written): Refusal | undefined {
  switch (code) {
    case 'OK':
      return undefined;
    case 'PROPERTY_INVALID':
      return { status: 400, errorType: 'INVALID_PROPERTY', message };
    case 'CONTACT_ALREADY_EXISTS':
      return { status: 400, errorType: 'CONTACT_ALREADY_EXISTS', message };
    case 'CONTACT_UNKNOWN':
      return unknownContact(sandbox);
    case 'CONTACT_OPTOUT':
      return { status: 400, errorType: 'CONTACT_OPTOUT', message };
    case 'NO_ACTIVE_CHANNEL':
      // The error types have no word for it; this one is the nearest.
      return { status: 400, errorType: 'INVALID_STATE', message };
    case 'ERROR':
      return { status: 500, errorType: 'BACKEND_EXCEPTION', message };
  }
}

/** 404 by the specification; a client in production has seen 400 as well. */
export function unknownContact(sandbox: Sandbox): Refusal {
  const status = sandbox.switches.get().notFoundStatus;
  return { status, errorType: 'CONTACT_NOT_FOUND', message: 'The given contact is not found' };
}
