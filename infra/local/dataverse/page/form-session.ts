import { fromRow } from './field-value.ts';
import { type FormLayout, fieldsOf, permissionGridOf } from './form-layout.ts';
import { createFormModel, type FormModel, type LoadReason } from './form-model.ts';
import type { Metadata, Table } from './metadata.ts';
import { createPermissionRows, type PermissionRows } from './permission-rows.ts';
import { readPermissions } from './permission-store.ts';
import { activeState } from './record-state.ts';
import { numberOf, type Row } from './row.ts';
import { ownerOf, type SaveContext, saveForm } from './save-form.ts';
import type { WebApi } from './web-api.ts';

/** One open form: what it shows, read from and saved to the server. Still no DOM. */
export type FormSession = {
  readonly table: Table;
  readonly layout: FormLayout;
  readonly model: FormModel;
  readonly permissions: PermissionRows;
  /** The record as it was read last; absent while it is new. */
  readonly row: () => Row | undefined;
  /** An inactive record is not edited, as in Dynamics. */
  readonly isReadOnly: () => boolean;
  readonly isDirty: () => boolean;
  readonly isSaving: () => boolean;
  /** Reads record and permissions again; what was not saved is lost. */
  readonly reload: () => Promise<void>;
  /** False when a save listener refused, or while another save runs: two quick presses must not create two records. Throws the `WebApiError` of a refused call; what was stored until then is not dirty. */
  readonly save: (mode?: number) => Promise<boolean>;
};

export async function openFormSession(options: {
  readonly api: WebApi;
  readonly metadata: Metadata;
  readonly table: Table;
  readonly layout: FormLayout;
  readonly id: string | undefined;
}): Promise<FormSession> {
  const { api, metadata, table, layout } = options;
  const fields = fieldsOf(layout);
  const model = createFormModel(
    table.name,
    fields.map(({ column }) => column),
  );
  const permissions = createPermissionRows();
  const permissionLookup = permissionGridOf(layout)?.lookup;
  const context: SaveContext = { api, metadata, table, fields, model, permissions, permissionLookup };
  let row: Row | undefined;

  const readRecord = async (id: string, reason: LoadReason) => {
    const now = await api.read(`${table.entitySet}(${id})`);
    row = now;
    model.load(id, new Map(fields.map((field) => [field.column, fromRow(field, now)])), reason);
  };
  const load = async (id: string, reason: LoadReason) => {
    const owner = ownerOf(context, id);
    if (owner) permissions.load(await readPermissions(api, owner));
    await readRecord(id, reason);
  };
  let saving = false;
  const write = async (mode: number | undefined) => {
    if (!(await model.mayBeSaved(mode))) return false;
    let stored: string | undefined;
    try {
      await saveForm(context, (id) => {
        stored = id;
        model.settle(id);
      });
    } catch (error) {
      if (stored) await readRecord(stored, 'save');
      else model.tellFailed(error);
      throw error;
    }
    if (stored) await load(stored, 'save');
    return true;
  };
  const save = async (mode?: number) => {
    if (saving) return false;
    saving = true;
    try {
      return await write(mode);
    } finally {
      saving = false;
    }
  };
  if (options.id) await load(options.id, 'open');
  return {
    table,
    layout,
    model,
    permissions,
    row: () => row,
    isReadOnly: () => row !== undefined && (numberOf(row, 'statecode') ?? activeState) !== activeState,
    isDirty: () => model.isDirty() || permissions.isDirty(),
    isSaving: () => saving,
    reload: async () => {
      const id = model.id();
      if (id) await load(id, 'refresh');
    },
    save,
  };
}
