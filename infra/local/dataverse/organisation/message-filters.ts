import { guidOf } from '../guid.ts';
import { mergeableTables, type Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import { messageIds } from './message-ids.ts';

/**
 * Rows of sdkmessagefilter for a table: which messages a step on it may name. Merge exists for the tables that can be merged
 * only, so a Merge step on another table finds no filter and cannot be registered.
 */
export function messageFilters(table: Table): readonly Row[] {
  return [...messageIds]
    .filter(([message]) => message !== 'Merge' || mergeableTables.has(table.name))
    .filter(([message]) => !message.startsWith('SetState') || table.columns.has('statecode'))
    .map(([message, messageId]) => ({
      id: filterId(message, table.name),
      version: 0n,
      values: {
        primaryobjecttypecode: table.name,
        secondaryobjecttypecode: 'none',
        iscustomprocessingstepallowed: true,
        availability: 0,
        sdkmessageid: { table: 'sdkmessage', id: messageId },
      },
    }));
}

export function filterId(message: string, table: string): string {
  return guidOf(`sdkmessagefilter ${message} ${table}`);
}
