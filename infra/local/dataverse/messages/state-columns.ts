import { DataverseError } from '../errors.ts';
import type { Table } from '../schema/table.ts';
import type { Value, Values } from '../store/row.ts';

/** Completes state and status: a missing one follows from the other; two that do not belong together throw (0x80048408). */
export function stateColumns(table: Table, changes: Values): Values {
  const statuses = table.columns.get('statuscode')?.options ?? [];
  const status = numberIn(changes.statuscode);
  const state = numberIn(changes.statecode) ?? statuses.find(({ value }) => value === status)?.state;
  if (state === undefined) return {};
  if (status === undefined) {
    const first = statuses.find((option) => option.state === state);
    return { statecode: state, ...(first && { statuscode: first.value }) };
  }
  if (statuses.find(({ value }) => value === status)?.state !== state) {
    const label = table.columns.get('statecode')?.options.find(({ value }) => value === state)?.label ?? state;
    throw new DataverseError(
      400,
      '0x80048408',
      `${status} is not a valid status code for state code ${table.schemaName}State.${label} on ${table.name}.`,
    );
  }
  return { statecode: state, statuscode: status };
}

function numberIn(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
