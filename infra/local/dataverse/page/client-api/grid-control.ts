import type { PermissionRow, PermissionRows } from '../permission-rows.ts';
import { createCollection } from './collection.ts';
import { toBraces } from './guid.ts';
import { createHandlers, type Handlers } from './handlers.ts';

const entityName = 'assent_permission';

/**
 * The permission grid as a subgrid control. What is saved in a grid runs no handler of the form, there as here; a script that wants
 * to know of it uses the grid's own OnLoad (client reference "Subgrid OnLoad event").
 */
export function createGridControl(options: {
  readonly name: string;
  readonly label: string;
  readonly permissions: PermissionRows;
  readonly refresh: () => void;
  readonly run: (handlers: Handlers, source: unknown) => void;
}) {
  const { name, permissions } = options;
  const handlers = createHandlers();
  const stored = () => permissions.rows().flatMap(({ row }) => (row.id ? [{ ...row, id: row.id }] : []));
  const rows = createCollection(
    () => stored().map(toGridRow),
    (row) => row.id,
  );
  const grid = {
    getRows: () => rows,
    getTotalRecordCount: () => rows.getLength(),
    getSelectedRows: () =>
      createCollection<unknown>(
        () => [],
        () => '',
      ),
  };
  const api = {
    getName: () => name,
    getControlType: () => 'subgrid',
    getEntityName: () => entityName,
    getGrid: () => grid,
    getLabel: () => options.label,
    getVisible: () => true,
    refresh: options.refresh,
    addOnLoad: handlers.addFunction,
    removeOnLoad: handlers.removeFunction,
  };
  const tellLoaded = () => options.run(handlers, api);
  return { api, tellLoaded };
}

function toGridRow(row: PermissionRow & { readonly id: string }) {
  const values = new Map<string, unknown>([
    ['assent_channel', row.channel],
    ['assent_granted', row.granted],
    ['assent_source', row.source],
    [
      'assent_subscriptionid',
      row.subscription && [
        { id: toBraces(row.subscription.id), name: row.subscription.name, entityType: row.subscription.table },
      ],
    ],
  ]);
  const attributes = createCollection(
    () => [...values].map(([column, value]) => ({ getName: () => column, getValue: () => value })),
    (attribute) => attribute.getName(),
  );
  const entity = {
    attributes,
    getId: () => toBraces(row.id),
    getEntityName: () => entityName,
    getEntityReference: () => ({ entityType: entityName, id: toBraces(row.id), name: row.subscription?.name ?? '' }),
    getPrimaryAttributeValue: () => row.subscription?.name ?? '',
  };
  return { id: row.id, data: { entity }, getData: () => ({ entity, getEntity: () => entity }) };
}
