import { z } from 'zod';
import { badRequest } from '../errors.ts';
import { readGuid } from '../guid.ts';
import { createRow } from '../messages/create-row.ts';
import { inTransaction, type Transaction } from '../messages/transaction.ts';
import { updateRow } from '../messages/update-row.ts';
import type { Table } from '../schema/table.ts';
import { readJsonObject, readValues } from '../web-api/read-values.ts';
import { jsonResponse, noContent } from '../web-api/respond.ts';
import type { BoundOperation } from './bound-operation.ts';

type Target = Readonly<Record<string, unknown>>;

const bodySchema = z.object({ Targets: z.array(z.record(z.string(), z.unknown())) });

/**
 * Actions CreateMultiple, UpdateMultiple and UpsertMultiple on a set (page "use CreateMultiple and UpdateMultiple"): all or
 * nothing. Steps on Create and Update run once a row.
 */
export const createMultiple: BoundOperation = async (api, request, table) => {
  const targets = readTargets(request.body);
  const ids = await inTransaction(api.org, api.call, (tx) => targets.map((target) => createOne(tx, table, target)));
  return jsonResponse(200, {
    '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`,
    Ids: ids,
  });
};

export const updateMultiple: BoundOperation = async (api, request, table) => {
  const targets = readTargets(request.body);
  await inTransaction(api.org, api.call, (tx) => {
    for (const target of targets)
      updateRow(tx, table, idOf(table, target) ?? missingId(table), readValues(api.org, table, target));
  });
  return noContent();
};

export const upsertMultiple: BoundOperation = async (api, request, table) => {
  const targets = readTargets(request.body);
  const results = await inTransaction(api.org, api.call, (tx) => targets.map((target) => upsertOne(tx, table, target)));
  return jsonResponse(200, {
    '@odata.context': `${api.base}/$metadata#Microsoft.Dynamics.CRM.UpsertMultipleResponse`,
    Results: results,
  });
};

function readTargets(body: string): readonly Target[] {
  const parsed = bodySchema.safeParse(readJsonObject(body));
  if (!parsed.success) throw badRequest('The body must carry Targets.', '0x80048d19');
  return parsed.data.Targets;
}

function createOne(tx: Transaction, table: Table, target: Target): string {
  const id = idOf(table, target);
  return createRow(tx, table, readValues(tx.org, table, target), id === undefined ? {} : { id });
}

function upsertOne(tx: Transaction, table: Table, target: Target) {
  const id = idOf(table, target);
  const exists = id !== undefined && tx.get(table.name, id) !== undefined;
  if (exists) updateRow(tx, table, id, readValues(tx.org, table, target));
  const written = exists ? id : createOne(tx, table, target);
  return {
    RecordCreated: !exists,
    Target: { '@odata.type': `#Microsoft.Dynamics.CRM.${table.name}`, [table.key]: written },
  };
}

function idOf(table: Table, target: Target): string | undefined {
  return readGuid(String(target[table.key] ?? ''));
}

function missingId(table: Table): never {
  throw badRequest(`Every target must name ${table.key}.`, '0x80048d19');
}
