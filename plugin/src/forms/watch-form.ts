import { openDynamics } from '../dynamics.ts';
import { followSaves } from './follow-saves.ts';
import { forwardSave } from './forward-save.ts';
import { quietly } from './quietly.ts';
import { readSettings } from './read-settings.ts';
import { type Board, showStanding } from './show-standing.ts';

/** Forms that have their handlers: Dynamics calls OnLoad again when it shows another record in the same form. */
const watched = new WeakMap<Xrm.FormContext, Promise<Board | undefined>>();

/** `XrmEnum.FormType.BulkEdit`: many records, of which the form shows none. */
const bulkEdit = 6;

/**
 * The one handler of a main form (OnLoad, with the execution context): shows the record's standing, and follows its saves. Returns at
 * once, never throws and never holds a save; without it everything works, only later.
 */
export function watchForm(context: Xrm.Events.EventContext, table: 'contact' | 'lead' | 'account'): void {
  quietly(async () => {
    const form = context.getFormContext();
    if (form.ui.getFormType() === bulkEdit) return;
    const board = watched.get(form) ?? start(form, table);
    watched.set(form, board);
    await (await board)?.refresh();
  });
}

/** Undefined where the settings leave the table out. */
async function start(form: Xrm.FormContext, table: string): Promise<Board | undefined> {
  const dynamics = openDynamics(Xrm);
  const settings = readSettings(dynamics, table, { store: window.sessionStorage, now: Date.now() });
  const ready = settings.then((synced) => {
    if (!synced) return undefined;
    const board = showStanding(form, { table, synced, dynamics });
    for (const column of [synced.address.email, synced.address.sms, ...synced.consents.map(({ column }) => column)])
      if (column !== undefined) form.getAttribute(column)?.addOnChange(() => quietly(board.hint));
    quietly(() => followPermissions(form, board));
    return { board, synced };
  });
  // Before the settings are there: a quick first save counts as well.
  followSaves(form, async (save) => {
    const known = await ready;
    if (known) await forwardSave(save, { table, dynamics, later, ...known });
  });
  return (await ready)?.board;
}

function later(delayMs: number, work: () => Promise<void>): void {
  setTimeout(() => quietly(work), delayMs);
}

/** The grid on the tab *Marketing* saves its rows by itself, so its loading is all that a form hears of them. */
function followPermissions(form: Xrm.FormContext, board: Board): void {
  for (const grid of form.ui.controls.get().filter(isGrid))
    if (grid.getEntityName() === 'assent_permission') grid.addOnLoad(() => quietly(board.refresh));
}

function isGrid(control: Xrm.Controls.Control): control is Xrm.Controls.GridControl {
  return control.getControlType() === 'subgrid';
}
