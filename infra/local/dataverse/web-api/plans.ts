import { duplicateRecord, rowNotFound, versionMismatch } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { createRow } from '../messages/create-row.ts';
import { deleteRow } from '../messages/delete-row.ts';
import type { Transaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import type { Table } from '../schema/table.ts';
import type { Row } from '../store/row.ts';
import type { ApiRequest } from './api-request.ts';
import { existingId, type Key, readKey } from './read-key.ts';
import { readJsonObject, readValues } from './read-values.ts';

/** What a write does inside its transaction, and which row it was about; a change set joins several of them. */
export type Plan = (tx: Transaction) => Written;

export type Written = {
  readonly table: Table;
  readonly id: string;
  readonly what: 'created' | 'updated' | 'linked' | 'deleted';
};

/** `POST /<set>`; the body may carry its own primary key. */
export function planCreate(table: Table, request: ApiRequest): Plan {
  return (tx) => {
    const body = readJsonObject(request.body);
    const own = readGuid(String(body[table.key] ?? ''));
    const id = createRow(tx, table, readValues(tx.org, table, body), own === undefined ? {} : { id: own });
    return { table, id, what: 'created' };
  };
}

/**
 * `PATCH /<set>(key)`: updates, or creates what is not there (upsert). `If-Match` forbids the creating and may name a version,
 * `If-None-Match: *` forbids the updating.
 */
export function planUpsert(table: Table, keyText: string, request: ApiRequest): Plan {
  return (tx) => {
    const key = readKey(tx.org, table, keyText);
    const row = key.id === undefined ? undefined : tx.get(table.name, key.id);
    const values = readValues(tx.org, table, { ...alternateValues(table, key), ...readJsonObject(request.body) });
    if (!row) {
      if (request.header('if-match') !== undefined) throw rowNotFound(table.name, key.id ?? 'the given key');
      const id = createRow(tx, table, values, key.id === undefined ? {} : { id: key.id });
      return { table, id, what: 'created' };
    }
    if (request.header('if-none-match') === '*') throw duplicateRecord();
    checkVersion(row, request);
    updateRow(tx, table, row.id, values);
    return { table, id: row.id, what: 'updated' };
  };
}

/** The values of an alternate key belong to the row that an upsert creates. */
function alternateValues(table: Table, key: Key): Readonly<Record<string, unknown>> {
  if (key.kind === 'id') return {};
  return Object.fromEntries(
    [...key.values].map(([name, text]) => {
      const type = table.columns.get(name)?.type;
      return [name, type === 'integer' || type === 'choice' ? Number(text) : text];
    }),
  );
}

/** `DELETE /<set>(key)`. */
export function planDelete(table: Table, keyText: string, request: ApiRequest): Plan {
  return (tx) => {
    const id = existingId(table, readKey(tx.org, table, keyText));
    const row = tx.get(table.name, id);
    if (!row) throw rowNotFound(table.name, id);
    checkVersion(row, request);
    deleteRow(tx, table, id);
    return { table, id, what: 'deleted' };
  };
}

function checkVersion(row: Row, request: ApiRequest): void {
  const wanted = request.header('if-match');
  if (wanted === undefined || wanted === '*') return;
  if (/"(\d+)"/.exec(wanted)?.[1] !== `${row.version}`) throw versionMismatch();
}
