import { quietly } from './quietly.ts';

type Save = { readonly id: string; readonly columns: readonly string[] };

/**
 * Calls `onSaved` after each save that happened, with the record's id and the names of the columns that were changed in it. A save
 * that another handler prevents or the server refuses is none: its columns are still changed, and the next save counts them again.
 * Never touches the save itself.
 */
export function followSaves(form: Xrm.FormContext, onSaved: (save: Save) => void | Promise<void>): void {
  const { entity } = form.data;
  let changed: readonly string[] = [];
  entity.addOnSave(() =>
    quietly(() => {
      changed = entity.attributes
        .get()
        .filter((attribute) => attribute.getIsDirty())
        .map((attribute) => attribute.getName());
    }),
  );
  entity.addOnPostSave((context) =>
    quietly(() => {
      const columns = changed;
      changed = [];
      if (!context.getEventArgs().getIsSaveSuccess()) return;
      // Not the form's id: after "Save & New" the form shows another record already.
      return onSaved({ id: context.getEventArgs().getEntityReference().id, columns });
    }),
  );
}
