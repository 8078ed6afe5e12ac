import type { FormBody } from './form-body.ts';
import type { FormSession } from './form-session.ts';
import type { MessageBar } from './message-bar.ts';
import type { Done } from './record-commands.ts';
import { fromHash, toList, toRecord } from './route.ts';

export type FormActions = {
  /** False when it was not saved; the person has been told why. */
  readonly save: () => Promise<boolean>;
  readonly saveAndClose: () => Promise<void>;
  readonly refresh: () => Promise<void>;
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
  const save = async () => {
    const missing = body.complain();
    if (missing.length > 0) {
      messages.error(new Error(`Required fields must be filled in: ${missing.join(', ')}.`));
      return false;
    }
    messages.clear();
    const saving = session.save();
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
      if (await save()) leave(toList(table.name));
    },
    refresh: async () => {
      messages.clear();
      await session.reload().catch(messages.error);
    },
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
