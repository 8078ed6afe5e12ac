import type { FormBody } from './form-body.ts';
import { saveModes } from './form-model.ts';
import type { FormSession } from './form-session.ts';
import type { MessageBar } from './message-bar.ts';
import type { Done } from './record-commands.ts';
import { fromHash, toList, toNew, toRecord } from './route.ts';

export type FormActions = {
  /** False when it was not saved; the person has been told why. */
  readonly save: (mode?: number) => Promise<boolean>;
  readonly saveAndClose: () => Promise<void>;
  readonly saveAndNew: () => Promise<void>;
  readonly refresh: () => Promise<void>;
  /** Back to the list; unsaved changes are asked about. */
  readonly close: () => void;
  readonly onDone: (done: Done) => Promise<void>;
};

/** What the form's buttons do, with what goes wrong said in the message bar. */
export function createFormActions(options: {
  readonly session: FormSession;
  readonly body: FormBody;
  readonly messages: MessageBar;
  readonly leave: (hash: string) => void;
  /** Called when a save has begun, and when it has ended, well or not: the record may exist now. */
  readonly onSaveStep: () => void;
}): FormActions {
  const { session, body, messages, leave } = options;
  const { table } = session;
  const save = async (mode?: number) => {
    const problem = body.complain();
    if (problem !== '') {
      messages.error(new Error(problem));
      return false;
    }
    messages.clear();
    const saving = session.save(mode);
    options.onSaveStep();
    try {
      return await saving;
    } catch (error) {
      messages.error(error);
      return false;
    } finally {
      showAddress(session);
      options.onSaveStep();
    }
  };
  return {
    save,
    saveAndClose: async () => {
      if (await save(saveModes.saveAndClose)) leave(toList(table.name));
    },
    saveAndNew: async () => {
      if (await save(saveModes.saveAndNew)) leave(toNew(table.name));
    },
    refresh: async () => {
      messages.clear();
      await session.reload().catch(messages.error);
    },
    close: () => location.assign(toList(table.name)),
    onDone: async ({ text, links = [], removed }) => {
      if (removed) return leave(toList(table.name));
      await session.reload();
      messages.info(text, ...links);
    },
  };
}

/**
 * Gives a record that has just been created its own address; no new page is wanted for it. Not when the person has gone to
 * another page while it was saved.
 */
function showAddress({ table, model }: FormSession): void {
  const id = model.id();
  if (id && fromHash(location.hash).kind === 'new') history.replaceState(null, '', toRecord(table.name, id));
}
