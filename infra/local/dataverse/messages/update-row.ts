import { rowNotFound } from '../errors.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Table } from '../schema/table.ts';
import { type Row, type Values, withChanges } from '../store/row.ts';
import { checkParents, checkTableRules } from './check-table-rules.ts';
import { demandUpdate } from './demand-privileges.ts';
import { derivedColumns } from './derived-columns.ts';
import { stateColumns } from './state-columns.ts';
import type { Transaction } from './transaction.ts';

/**
 * Message Update. An update that mixes a new state or owner with other columns is carried out as several updates, the others
 * first, each with its own event (page "special update operation behaviour").
 */
export function updateRow(tx: Transaction, table: Table, id: string, sent: Values, depth = 1): Row {
  const before = tx.get(table.name, id);
  if (!before) throw rowNotFound(table.name, id);
  demandUpdate(tx, table, sent);
  checkParents(tx, sent);
  return splitUpdate(table, before, keepUnpublished(table, sent)).reduce(
    (row, part) => updateOnce(tx, table, row, part, depth),
    before,
  );
}

/** A changed form is seen by nobody before it is published (page "Publish customizations"); the column for it is ours. */
function keepUnpublished(table: Table, sent: Values): Values {
  const { formxml, ...others } = sent;
  return table.name === 'systemform' && formxml !== undefined ? { ...others, unpublishedformxml: formxml } : sent;
}

function splitUpdate(table: Table, row: Row, sent: Values): readonly Values[] {
  const { ownerid, statecode, statuscode, ...others } = sent;
  const state = { ...(statecode !== undefined && { statecode }), ...(statuscode !== undefined && { statuscode }) };
  const parts = [
    others,
    ...(ownerid === undefined ? [] : [{ ownerid }]),
    ...(Object.keys(state).length === 0 ? [] : [stateColumns(table, { ...keptState(row, state), ...state })]),
  ].filter((part) => Object.keys(part).length > 0);
  return parts.length === 0 ? [{}] : parts;
}

/** A status alone keeps the row's state; one of another state is refused with it. */
function keptState(row: Row, state: Values): Values {
  return state.statecode === undefined && row.values.statecode !== undefined ? { statecode: row.values.statecode } : {};
}

function updateOnce(tx: Transaction, table: Table, before: Row, sent: Values, depth: number): Row {
  const changes = { ...sent, ...derivedColumns(table, sent, { ...before.values, ...sent }), ...ownerColumns(sent) };
  const stamp =
    table.owned === 'none'
      ? {}
      : { modifiedon: toIsoTime(tx.now), modifiedby: { table: 'systemuser', id: tx.call.userId } };
  const values = withChanges(before.values, { ...changes, ...stamp });
  checkTableRules(tx, table, values);
  const after = { id: before.id, version: before.version, values };
  tx.put(table.name, after);
  const full = { ...changes, [table.key]: before.id, ...stamp, modifiedonbehalfby: null };
  tx.raise({
    message: 'Update',
    table: table.name,
    id: before.id,
    depth,
    sent: Object.keys(sent),
    input: [
      { key: 'Target', value: { kind: 'entity', table: table.name, id: before.id, values: full, labels: false } },
    ],
    parentInput: [
      {
        key: 'Target',
        value: {
          kind: 'entity',
          table: table.name,
          id: before.id,
          values: { ...sent, [table.key]: before.id },
          labels: false,
        },
      },
      { key: 'SuppressDuplicateDetection', value: { kind: 'plain', value: false } },
    ],
    output: [],
    images: new Map([['Target', { table: table.name, pre: before, post: after }]]),
  });
  return after;
}

function ownerColumns(sent: Values): Values {
  return sent.ownerid === undefined ? {} : { owninguser: sent.ownerid };
}
