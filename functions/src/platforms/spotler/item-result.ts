import { z } from 'zod';
import type { ContactWrite, WriteResult } from '../../event/contact-write.ts';

const errorShape = z.object({ errorType: z.string() });

/** One element of the answer to `POST /contact/list`, which is 200 also where single contacts were refused. */
export function itemResult(
  write: ContactWrite,
  item: { readonly code: string; readonly message?: string | null | undefined } | undefined,
): WriteResult {
  if (!item) return { kind: 'retry', reason: 'the platform left the contact out of its answer', maybeApplied: true };
  switch (item.code) {
    case 'OK':
      return { kind: 'done' };
    case 'ERROR':
      return { kind: 'retry', reason: 'ERROR', maybeApplied: true };
    case 'CONTACT_UNKNOWN':
      return write.kind === 'take' ? { kind: 'done' } : { kind: 'refused', code: 'CONTACT_UNKNOWN' };
    case 'NO_ACTIVE_CHANNEL':
      // Without an address there is no channel to be active: nothing is wrong then, as long as nothing was to be granted.
      return write.attributes.email || Object.values(write.permissions).includes(true)
        ? { kind: 'done', grantsWithheld: 'bounce' }
        : { kind: 'done' };
    case 'PROPERTY_INVALID':
      return invalidProperty(write, item.message ?? '');
    default:
      return { kind: 'refused', code: item.code };
  }
}

/** The answer to a whole call that is not the expected one. */
export function maybeAppliedStatus(status: number, body: string, afterMs: number | undefined): WriteResult {
  if (status === 408 || status === 429 || status >= 500) {
    return {
      kind: 'retry',
      reason: `status ${status}`,
      maybeApplied: status !== 429,
      ...(afterMs === undefined ? {} : { afterMs }),
    };
  }
  // Keys are changed in the account while we run: the contacts are not at fault and must not be lost.
  if (status === 401 || status === 403) return { kind: 'retry', reason: `status ${status}`, maybeApplied: false };
  const code = errorType(body);
  // An answer that is not the platform's own (a proxy's page, a redirect) says nothing of the contacts.
  if (code === undefined && status !== 413) return { kind: 'retry', reason: `status ${status}`, maybeApplied: true };
  return { kind: 'refused', code: code ?? `status ${status}` };
}

/** Names the property, which is ours to name; the platform's text may quote the value and goes nowhere. */
function invalidProperty(write: ContactWrite, message: string): WriteResult {
  const text = message.toLowerCase();
  const property = [...Object.keys(write.attributes), 'permissions'].find((name) =>
    holdsWord(text, name.toLowerCase()),
  );
  const taken = property === 'email' && /exist|use|unique/i.test(message);
  return { kind: 'refused', code: taken ? 'address_taken' : 'PROPERTY_INVALID', ...(property ? { property } : {}) };
}

/** Is `word` in `text`, and not as part of a longer one? A property may be called anything: it is no regular expression. */
function holdsWord(text: string, word: string): boolean {
  const parts = text.split(word);
  return parts.slice(1).some((after, index) => !/\w$/.test(parts[index] ?? '') && !/^\w/.test(after));
}

/** The stable code in an error answer; undefined where there is none. */
export function errorType(body: string): string | undefined {
  try {
    return errorShape.parse(JSON.parse(body)).errorType;
  } catch {
    // Some of its error answers are no JSON; the status is all there is then.
    return undefined;
  }
}
