import type { Table } from '../metadata.ts';
import { type Row, textOf } from '../row.ts';
import { rowName } from '../row-name.ts';
import { createCollection } from './collection.ts';
import { toBraces } from './guid.ts';

/** A list of records as the grid control that a command gets for `SelectedControl`. */
export function createListControl(options: {
  readonly table: Table;
  /** Of a sub-grid on a form; a list goes by its table. */
  readonly name?: string;
  readonly rows: () => readonly Row[];
  readonly selected: () => readonly Row[];
  readonly refresh: () => void;
}) {
  const { table } = options;
  const collection = (rows: () => readonly Row[]) =>
    createCollection(
      () => rows().map((row) => toGridRow(table, row)),
      (row) => row.id,
    );
  const grid = {
    getRows: () => collection(options.rows),
    getSelectedRows: () => collection(options.selected),
    getTotalRecordCount: () => options.rows().length,
  };
  return {
    getName: () => options.name ?? table.name,
    getControlType: () => 'subgrid',
    getEntityName: () => table.name,
    getGrid: () => grid,
    refresh: options.refresh,
    refreshRibbon: () => undefined,
  };
}

function toGridRow(table: Table, row: Row) {
  const id = textOf(row, table.idColumn);
  const entity = {
    getId: () => toBraces(id),
    getEntityName: () => table.name,
    getEntityReference: () => ({ entityType: table.name, id: toBraces(id), name: rowName(table, row) }),
    getPrimaryAttributeValue: () => rowName(table, row),
  };
  return { id, data: { entity }, getData: () => ({ entity, getEntity: () => entity }) };
}
