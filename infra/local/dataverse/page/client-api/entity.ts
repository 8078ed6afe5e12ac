import type { FormActions } from '../form-actions.ts';
import type { FormSession } from '../form-session.ts';
import { rowName } from '../row-name.ts';
import type { Collection } from './collection.ts';
import { toBraces } from './guid.ts';
import type { Handlers } from './handlers.ts';

/** `formContext.data.entity` */
export function createEntity(options: {
  readonly session: FormSession;
  readonly actions: FormActions;
  readonly attributes: Collection<unknown>;
  readonly onSave: Handlers;
  readonly onPostSave: Handlers;
  readonly isValid: () => boolean;
}) {
  const { session, actions, onSave, onPostSave } = options;
  const { table, model } = session;
  const id = () => toBraces(model.id() ?? '');
  const name = () => {
    const row = session.row();
    return row ? rowName(table, row) : '';
  };
  return {
    attributes: options.attributes,
    getId: id,
    getEntityName: () => table.name,
    getEntityReference: () => ({ entityType: table.name, id: id(), name: name() }),
    getPrimaryAttributeValue: name,
    // The permission grid is no part of the record.
    getIsDirty: model.isDirty,
    isValid: options.isValid,
    addOnSave: onSave.addFunction,
    removeOnSave: onSave.removeFunction,
    addOnPostSave: onPostSave.addFunction,
    removeOnPostSave: onPostSave.removeFunction,
    save: (mode?: unknown) => {
      if (mode === 'saveandclose') return void actions.saveAndClose();
      if (mode === 'saveandnew') return void actions.saveAndNew();
      void actions.save();
    },
  };
}
