import type { Dynamics } from '../dynamics.ts';
import type { Synced } from '../synced.ts';
import { hints, type OnForm } from './hints.ts';
import { readStanding, type Standing } from './read-standing.ts';
import { statusLine } from './status-line.ts';

/** What the form tells about the record; the two notifications are its own. */
export type Board = {
  /** Reads the record's standing and shows it. Nothing on a record that was not saved yet. */
  readonly refresh: () => Promise<void>;
  /** Shows that a change is on its way, until `settle`. `since` is a time to show. */
  readonly wait: (since: string) => void;
  /** What is on its way has had its time: reads and shows what became of it. Once for each `wait`. */
  readonly settle: () => Promise<void>;
  /** Looks at the values on the form, saved or not, and shows what somebody giving a permission should know. */
  readonly hint: () => void;
};

export function showStanding(
  form: Xrm.FormContext,
  { table, synced, dynamics }: { readonly table: string; readonly synced: Synced; readonly dynamics: Dynamics },
): Board {
  let standing: Standing | undefined;
  let reads = 0;
  let onTheirWay = 0;
  const tell = (name: string, level: 'INFO' | 'WARNING', text: string) => {
    if (text) form.ui.setFormNotification(text, level, `assent.${name}`);
    else form.ui.clearFormNotification(`assent.${name}`);
  };
  const hint = () => {
    tell(
      'hint',
      'WARNING',
      hints({ given: standing?.given ?? [], synced, onForm: (column) => fieldOf(form, column) }, dynamics.say).join(
        ' ',
      ),
    );
  };
  const refresh = async () => {
    const id = form.data.entity.getId();
    if (!id) return;
    reads += 1;
    const mine = reads;
    const read = await readStanding(dynamics, table, id).catch(() => undefined);
    // An answer that was overtaken by a later one, or by another record on the same form, says nothing any more.
    if (mine !== reads) return;
    standing = read;
    hint();
    // Grids load after each save: what they bring is no answer to it.
    if (onTheirWay > 0) return;
    // Better no line than one that may be out of date.
    const { level, text } = read ? statusLine(read, dynamics.say) : nothing;
    tell('status', level, text);
  };
  return {
    hint,
    refresh,
    wait: (since) => {
      onTheirWay += 1;
      tell('status', 'INFO', dynamics.say('waiting', since));
    },
    settle: () => {
      onTheirWay -= 1;
      return refresh();
    },
  };
}

const nothing = { level: 'INFO', text: '' } as const;

function fieldOf(form: Xrm.FormContext, column: string): ReturnType<OnForm> {
  const attribute = form.getAttribute(column);
  if (!attribute) return undefined;
  return { value: attribute.getValue(), label: attribute.controls.get(0)?.getLabel() ?? column };
}
