import { domainToASCII } from 'node:url';
import type { Channel } from '../event/permission.ts';
import type { Value } from '../event/record.ts';

/**
 * The one usable address in a column: trimmed, else as it was typed. Undefined for a blank, a display name, two addresses in one
 * column, or anything else that a platform would have to guess at.
 */
export function usableAddress(channel: Channel, value: Value): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return channel === 'email' ? usableEmail(text) : usableNumber(text);
}

/** The spelling by which two records are known to share an address: lower case, domain in ASCII, plus-tag kept. */
export function normalAddress(channel: Channel, address: string): string {
  if (channel === 'sms') return address.replaceAll(/[^\d+]/g, '');
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return `${address.slice(0, at).toLowerCase()}@${domainToASCII(domain) || domain}`;
}

function usableEmail(text: string): string | undefined {
  // \p{C}: characters that nobody sees, copied along from a document. Of the domain no label is empty.
  const match = /^[^\s\p{C}@<>()[\],;:"\\]+@([^\s\p{C}@<>()[\],;:"\\/.]+(?:\.[^\s\p{C}@<>()[\],;:"\\/.]+)+)$/u.exec(
    text,
  );
  return text.length <= 254 && domainToASCII(match?.[1] ?? '') !== '' ? text : undefined;
}

function usableNumber(text: string): string | undefined {
  return /^\+?[\d\s().-]{6,25}$/.test(text) && /\d{6}/.test(text.replaceAll(/\D/g, '')) ? text : undefined;
}
