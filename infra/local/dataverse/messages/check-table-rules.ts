import { badRequest, rowNotFound } from '../errors.ts';
import type { Table } from '../schema/table.ts';
import { isReference, type Values } from '../store/row.ts';
import type { Transaction } from './transaction.ts';

/** A lookup to a row that is not there throws 404 (ObjectDoesNotExist), although the row that is written may be there. */
export function checkParents(tx: Transaction, sent: Values): void {
  for (const value of Object.values(sent)) {
    if (isReference(value) && !tx.get(value.table, value.id)) throw rowNotFound(value.table, value.id);
  }
}

/** Rules of single tables that callers meet: steps that cannot be, addresses no webhook may have. */
export function checkTableRules(tx: Transaction, table: Table, values: Values): void {
  if (table.name === 'sdkmessageprocessingstep') checkStep(tx, values);
}

function checkStep(tx: Transaction, values: Values): void {
  const handler = values.eventhandler;
  if (!isReference(handler)) return;
  if (handler.table !== 'serviceendpoint') return;
  // Registration page: asynchronous steps run in PostOperation (40) only.
  if (values.mode === 1 && values.stage !== 40) {
    throw badRequest('Only SdkMessageProcessingStep with Post-operation stage can be asynchronous.', '0x8004416b');
  }
  if (!isReference(values.sdkmessageid)) throw badRequest('sdkmessageid: a step needs a message.', '0x80040203');
  if (!tx.get('sdkmessage', values.sdkmessageid.id))
    throw badRequest('sdkmessageid: there is no such message.', '0x80040217');
}
