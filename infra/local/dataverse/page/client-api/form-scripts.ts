import type { FormActions } from '../form-actions.ts';
import type { FormBody } from '../form-body.ts';
import { permissionGridOf } from '../form-layout.ts';
import { type LoadReason, saveModes } from '../form-model.ts';
import type { FormSession } from '../form-session.ts';
import { createAttribute } from './attribute.ts';
import { createCollection } from './collection.ts';
import { createControl } from './control.ts';
import { createEntity } from './entity.ts';
import { findFunction } from './find-function.ts';
import type { FormDefinition, FormHandler } from './form-definition.ts';
import type { FormNotices } from './form-notices.ts';
import { createGridControl } from './grid-control.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { runHandlers } from './run-handlers.ts';
import { runSaveHandlers } from './run-save-handlers.ts';
import { saveErrorOf } from './save-error.ts';
import { createUi } from './ui.ts';
import type { ClientApi } from './xrm.ts';

/** The scripts of one open form. */
export type FormScripts = {
  /** What a command is given for `PrimaryControl`. */
  readonly formContext: unknown;
  /** Loads the libraries and runs OnLoad. Does not throw: what is wrong with a script is said on the form. */
  readonly start: () => Promise<void>;
};

/** `getDataLoadState` (client reference "XrmEnum.FormDataLoadState") */
const loadStates: Readonly<Record<LoadReason, number>> = { open: 1, save: 2, refresh: 3 };

/** Lays the client API over an open form and runs what the form's XML and its scripts have registered. */
export function createFormScripts(options: {
  readonly client: ClientApi;
  readonly definition: FormDefinition;
  readonly session: FormSession;
  readonly body: FormBody;
  readonly actions: FormActions;
  readonly notices: FormNotices;
  readonly refreshRibbon: () => void;
}): FormScripts {
  const { client, definition, session, body, actions, notices } = options;
  const { model, permissions } = session;
  const onLoad = createHandlers();
  const onDataLoad = createHandlers();
  const onSave = createHandlers();
  const onPostSave = createHandlers();
  let started = false;
  let isNew = model.id() === undefined;

  const onError = (handler: string, error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    notices.set(`Script error${handler ? ` in ${handler}` : ''}: ${text}`, 'ERROR', `script-error ${handler}`);
  };
  const common = (source: unknown) => ({ formContext, globalContext: client.globalContext, source, onError });
  const run = (handlers: Handlers, source: unknown, args: unknown = null) =>
    void runHandlers(handlers, { ...common(source), args });

  const fields = body.controls.flatMap((control) => {
    const attribute = model.attribute(control.field.column);
    if (!attribute) return [];
    const controls = createCollection<unknown>(
      () => [controlApi],
      () => control.field.column,
    );
    const made = createAttribute({ field: control.field, attribute, control, controls, entity: () => entity, run });
    const controlApi = createControl(control, () => made.api);
    return [{ ...made, control: controlApi }];
  });
  const subgrid = permissionGridOf(session.layout);
  const grid = subgrid && createGridControl({ ...subgrid, permissions, refresh: () => void actions.refresh(), run });
  const related = body.grids.flatMap(({ script }) => script ?? []);
  const named: readonly { readonly getName: () => string }[] = [
    ...fields.map(({ control }) => control),
    ...(grid ? [grid.api] : []),
    ...related.map(({ api }) => api),
  ];
  for (const { api, handlers, onRows } of related) onRows(() => run(handlers, api));
  const attributes = createCollection(
    () => fields.map(({ api }) => api),
    (api) => api.getName(),
  );
  const controls = createCollection<(typeof named)[number]>(
    () => named,
    (api) => api.getName(),
  );
  const isValid = () => body.controls.every(({ notices: own }) => !own.hasErrors());
  const entity = createEntity({ session, actions, attributes, onSave, onPostSave, isValid });
  const ui = createUi({
    session,
    body,
    notices,
    controls,
    onLoad,
    close: actions.close,
    refreshRibbon: options.refreshRibbon,
    form: definition,
  });
  const data = {
    attributes,
    entity,
    getIsDirty: model.isDirty,
    isValid,
    addOnLoad: onDataLoad.addFunction,
    removeOnLoad: onDataLoad.removeFunction,
    save: (given?: { readonly saveMode?: unknown }) => demand(actions.save(toMode(given?.saveMode))),
    refresh: async (save?: unknown) => {
      if (save === true && model.isDirty()) await demand(actions.save());
      await actions.refresh();
    },
  };
  const formContext = { data, ui, getAttribute: attributes.get, getControl: controls.get };

  const tellLoaded = (reason: LoadReason) => {
    const args = { getDataLoadState: () => loadStates[reason] };
    // "It also occurs after a record is created" (client reference "Form OnLoad event").
    if (reason === 'open' || (reason === 'save' && isNew)) run(onLoad, entity, args);
    run(onDataLoad, entity, args);
    grid?.tellLoaded();
    isNew = model.id() === undefined;
  };
  model.onLoad((reason) => {
    if (started) tellLoaded(reason);
  });
  model.onSave((event) => runSaveHandlers(onSave, event, common(entity)));
  model.onPostSave((end) =>
    run(onPostSave, entity, {
      getEntityReference: entity.getEntityReference,
      getIsSaveSuccess: () => end.ok,
      getSaveErrorInfo: () => (end.ok ? null : saveErrorOf(end.error)),
    }),
  );

  const eventHandlers = (name: string, attribute: string): Handlers | undefined => {
    if (name === 'onload') return onLoad;
    if (name === 'onsave') return onSave;
    return name === 'onchange' ? fields.find(({ api }) => api.getName() === attribute)?.handlers : undefined;
  };
  return {
    formContext,
    start: async () => {
      for (const library of definition.libraries)
        await client.libraries.load([library]).catch((error) => onError('', error));
      for (const event of definition.events) {
        const handlers = eventHandlers(event.name, event.attribute);
        for (const handler of event.handlers) handlers?.add(toHandler(handler));
      }
      started = true;
      tellLoaded('open');
    },
  };
}

function toHandler({ functionName, passContext, parameters }: FormHandler) {
  const run = (context: unknown) => findFunction(functionName)(...(passContext ? [context] : []), ...parameters);
  return { name: functionName, key: functionName, run };
}

function toMode(given: unknown): number {
  return typeof given === 'number' ? given : saveModes.save;
}

/** The client API rejects where the page says what is wrong and answers false. */
async function demand(saving: Promise<boolean>): Promise<void> {
  if (!(await saving)) throw new Error('The record was not saved.');
}
