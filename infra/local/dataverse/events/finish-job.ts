import type { Clock } from '../../ground/clock.ts';
import { toIsoTime } from '../iso-time.ts';
import { systemUserId } from '../organisation/people.ts';
import type { Values } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import { succeeded, type WebhookAnswer } from './post-webhook.ts';
import type { Delivery } from './remote-execution-context.ts';

/**
 * Writes the system job's row: always when it failed (statuscode 31), and when it succeeded (30) unless the step says that such
 * jobs are deleted. Rows of jobs that still wait are not kept here.
 */
export function finishJob(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  delivery: Delivery,
  attempts: number,
  answer: WebhookAnswer,
): void {
  const good = succeeded(answer.status);
  if (good && delivery.step.autoDelete) return;
  // A job that is sent twice: what failed once and went well once has failed.
  if (good && store.rows('asyncoperation').get(delivery.operationId)) return;
  const values = jobValues(delivery, attempts, toIsoTime(clock.now()));
  const end = good ? { statuscode: 30 } : { statuscode: 31, errorcode: -2147155455, ...failureTexts(answer) };
  const row = { id: delivery.operationId, version: 0n, values: { ...values, statecode: 3, ...end } };
  store.apply([{ table: 'asyncoperation', id: row.id, after: row }]);
}

function jobValues({ event, step, call, createdAt, operationId }: Delivery, attempts: number, now: string): Values {
  const user = { table: 'systemuser', id: systemUserId };
  return {
    name: step.name,
    operationtype: 1,
    messagename: event.message,
    primaryentitytype: event.table,
    depth: event.depth,
    retrycount: attempts - 1,
    correlationid: call.correlationId,
    requestid: call.requestId,
    createdon: toIsoTime(createdAt),
    startedon: now,
    completedon: now,
    modifiedon: now,
    createdby: user,
    modifiedby: user,
    ownerid: user,
    owningextensionid: { table: 'sdkmessageprocessingstep', id: step.id },
    ...(event.table !== 'none' && { regardingobjectid: { table: event.table, id: event.id } }),
    sequence: Number.parseInt(operationId.slice(0, 6), 16),
  };
}

function failureTexts(answer: WebhookAnswer): Values {
  const what = answer.status === 0 ? answer.message : `http status ${answer.status}`;
  return {
    friendlymessage: `The webhook call failed because of ${what}.`,
    message: `Microsoft.Crm.CrmException: The webhook call failed because of ${what}.`,
  };
}
