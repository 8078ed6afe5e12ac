import type { Answer, Call } from '../calls/call.ts';
import { type CallKind, readAddress } from '../calls/read-address.ts';
import { checkChange } from './check-change.ts';
import { checkTransaction } from './check-transaction.ts';
import { errorAnswer, invalidUrl } from './error-answer.ts';
import { hasControlCharacter } from './key-characters.ts';
import { badSyntax, requestBodyTooLarge } from './refusal.ts';

/** Azure troubleshooting, "The request body is too large": 4 MiB, checked before anything in it is. */
const maxBodyBytes = 4 * 1024 * 1024;

/** What Azure refuses and Azurite takes, or answers otherwise. Absent: Azurite may have the call. */
export function checkCall(call: Call, kind: CallKind, now: number): Answer | undefined {
  if (call.body.length > maxBodyBytes) return errorAnswer(requestBodyTooLarge, now);
  if (kind === 'transaction') return checkTransaction(call.body, now);
  const address = readAddress(call.path);
  if (!address) return errorAnswer(badSyntax, now);
  const { keys } = address;
  if (keys && hasControlCharacter(keys.partitionKey + keys.rowKey)) return invalidUrl();
  const refusal = checkChange({ method: call.method, address, body: call.body.toString('utf8') });
  return refusal && errorAnswer(refusal, now);
}
