import type { Dynamics } from '../dynamics.ts';
import { plainId } from '../sync-record.ts';

/** What a command gets: on a form its context; on a list or subgrid the grid, the ids selected and the table. */
export type CommandArguments = readonly [
  control: Xrm.FormContext | Xrm.Controls.GridControl,
  ids?: readonly string[],
  table?: string,
];

export type Selection = { readonly table: string; readonly ids: readonly string[] };

/** The records a command is about; an alert and undefined where there are none, or where what is on the form was not saved. */
export async function readSelection(
  [control, ids, table]: CommandArguments,
  dynamics: Pick<Dynamics, 'alert' | 'say'>,
  title: string,
): Promise<Selection | undefined> {
  if ('data' in control) {
    const { entity } = control.data;
    if (entity.getId() && !entity.getIsDirty())
      return { table: entity.getEntityName(), ids: [plainId(entity.getId())] };
    await dynamics.alert(title, dynamics.say('saveFirst'));
    return undefined;
  }
  if (ids && ids.length > 0) return { table: table ?? control.getEntityName(), ids: ids.map(plainId) };
  await dynamics.alert(title, dynamics.say('nothingSelected'));
  return undefined;
}
