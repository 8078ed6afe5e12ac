import { toProperty } from './field-value.ts';
import type { Field, LookupColumn } from './form-layout.ts';
import type { FormModel } from './form-model.ts';
import type { Metadata, Table } from './metadata.ts';
import type { PermissionRows } from './permission-rows.ts';
import { type Owner, writePermissions } from './permission-store.ts';
import { type Row, textOf } from './row.ts';
import type { WebApi } from './web-api.ts';

export type SaveContext = {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly table: Table;
  readonly fields: readonly Field[];
  readonly model: FormModel;
  readonly permissions: PermissionRows;
  /** How permission rows point at the record; absent on a form without them. */
  readonly permissionLookup: LookupColumn | undefined;
};

/**
 * Writes the record (only columns that changed), then its permission rows, which need the record's id. Answers that id. Throws
 * the `WebApiError` of the first refused call; `onStored` has then been told the id if the record itself was stored, so that
 * saving again does not create a second one.
 */
export async function saveForm(context: SaveContext, onStored: (id: string) => void): Promise<string> {
  const id = await saveRecord(context);
  onStored(id);
  const owner = ownerOf(context, id);
  if (owner && context.permissions.isDirty()) await writePermissions(context.api, owner, context.permissions);
  return id;
}

/** The lookup that ties permission rows to the record, where this table has any. */
export function ownerOf({ permissionLookup, table }: SaveContext, id: string): Owner | undefined {
  return permissionLookup ? { lookup: permissionLookup, entitySet: table.entitySet, id } : undefined;
}

async function saveRecord(context: SaveContext): Promise<string> {
  const { api, table, model } = context;
  const body = changesOf(context);
  const id = model.id();
  if (!id) return textOf(await api.create(table.entitySet, body), table.idColumn);
  if (Object.keys(body).length > 0) await api.update(table.entitySet, id, body);
  return id;
}

/** The body that writes what is dirty. */
export function changesOf({ fields, model, metadata }: Pick<SaveContext, 'fields' | 'model' | 'metadata'>): Row {
  const entitySetOf = (table: string) => metadata.find(table)?.entitySet ?? `${table}s`;
  const dirty = fields.filter((field) => !field.readOnly && model.attribute(field.column)?.isDirty());
  return Object.fromEntries(
    dirty.map((field) => toProperty(field, model.attribute(field.column)?.get() ?? null, entitySetOf)),
  );
}
