import type { Fault } from '../../ground/faults.ts';
import { errorAnswer } from '../refusals/error-answer.ts';
import { serverBusy } from '../refusals/refusal.ts';
import type { Answer } from './call.ts';

/** REST reference, "Common REST API error codes": what the table service says with these statuses. */
const known = [
  serverBusy,
  { status: 500, code: 'OperationTimedOut', message: 'Operation could not be completed within the permitted time.' },
  { status: 412, code: 'UpdateConditionNotSatisfied', message: 'The update condition was not satisfied.' },
  { status: 403, code: 'AuthenticationFailed', message: 'Server failed to authenticate the request.' },
];

/** The answer that was ordered: its own body, else the one Azure gives with this status. */
export function faultAnswer(fault: Fault, status: number, now: number): Answer {
  const refusal = known.find((one) => one.status === status) ?? {
    status,
    code: 'InternalError',
    message: 'Ordered by a test.',
  };
  const answer = errorAnswer(refusal, now);
  if (fault.body === undefined) return { ...answer, headers: { ...answer.headers, ...lowerCase(fault.headers ?? {}) } };
  return { status, headers: lowerCase(fault.headers ?? {}), body: Buffer.from(fault.body) };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
