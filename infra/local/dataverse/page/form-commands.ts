import type { Command } from './command-bar.ts';
import type { FormActions } from './form-actions.ts';
import type { FormSession } from './form-session.ts';
import { type RecordCommandContext, recordCommands } from './record-commands.ts';
import { toNew } from './route.ts';

/** The buttons that fit the record as it is: a new one cannot be deleted, an inactive one not be saved. */
export function formCommands(
  session: FormSession,
  actions: FormActions,
  context: Omit<RecordCommandContext, 'onDone'>,
): readonly Command[] {
  const { table } = session;
  const row = session.row();
  const saving: readonly Command[] = [
    { name: 'save', label: 'Save', icon: 'save', run: async () => void (await actions.save()) },
    { name: 'save-and-close', label: 'Save & Close', icon: 'close', run: actions.saveAndClose },
  ];
  const fresh: Command = { name: 'new', label: 'New', icon: 'plus', run: () => location.assign(toNew(table.name)) };
  if (!row) return [...saving, fresh];
  const ofRecord = recordCommands({ ...context, onDone: actions.onDone }, [row]);
  return [
    ...(session.isReadOnly() ? [] : saving),
    fresh,
    { name: 'refresh', label: 'Refresh', icon: 'refresh', run: actions.refresh },
    ...ofRecord.map((command) => (command.name === 'delete' ? command : afterSave(session, actions, command))),
  ];
}

/** Changes are saved first, as in Dynamics; only Delete has no use for them. */
function afterSave(session: FormSession, actions: FormActions, command: Command): Command {
  const run = async () => {
    if (!session.isDirty() || (await actions.save())) await command.run();
  };
  return { ...command, run };
}
