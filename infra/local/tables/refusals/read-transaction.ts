import { readAddress } from '../calls/read-address.ts';
import type { Change } from './check-change.ts';

const requestLine = /^(GET|POST|PUT|PATCH|MERGE|DELETE) (\S+) HTTP\/1\.1\r?$/m;
const requestLines = new RegExp(requestLine.source, 'gm');

/**
 * The parts of a transaction: `multipart/mixed` with one change set, each part an HTTP request of its own (REST reference, "Performing
 * entity group transactions"). A body without a change set has none; Azurite says what is wrong with it.
 */
export function readTransaction(body: string): readonly Change[] {
  const boundary = /boundary="?(changeset_[^\s"]+)/.exec(body)?.[1];
  if (boundary === undefined) return [];
  return body.split(`--${boundary}`).flatMap((part) => {
    const found = requestLine.exec(part);
    if (!found?.[1] || !found[2]) return [];
    const rest = part.slice(found.index + found[0].length);
    const endOfHeaders = rest.search(/\r?\n\r?\n/);
    const text = endOfHeaders < 0 ? '' : rest.slice(endOfHeaders);
    return [{ method: found[1], address: readAddress(found[2]), body: text.trim() }];
  });
}

/** How many changes a transaction has. */
export function countChanges(body: Buffer): number {
  return body.toString('latin1').match(requestLines)?.length ?? 0;
}
