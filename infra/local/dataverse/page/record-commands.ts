import type { Command } from './command-bar.ts';
import { confirmWith } from './dialog.ts';
import type { Table } from './metadata.ts';
import { askQualify } from './qualify.ts';
import { activeState, type StateChange, stateChangesOf } from './record-state.ts';
import { numberOf, type Row, textOf } from './row.ts';
import { rowName } from './row-name.ts';
import type { WebApi } from './web-api.ts';

export type Done = { readonly text: string; readonly links?: readonly HTMLAnchorElement[]; readonly removed?: boolean };

export type RecordCommandContext = {
  readonly api: WebApi;
  readonly table: Table;
  readonly onDone: (done: Done) => void | Promise<void>;
  /** Some of the rows may have been changed before one was refused. */
  readonly onError: (error: unknown) => void | Promise<void>;
};

/** What can be done with these rows of one table: the same commands on the list, in a row's menu and on the form. */
export function recordCommands(context: RecordCommandContext, rows: readonly Row[]): readonly Command[] {
  const { api, table } = context;
  const { activate, deactivate } = stateChangesOf(table.name);
  const active = rows.filter(isActive);
  const inactive = rows.filter((row) => !isActive(row));
  const [only] = rows.length === 1 ? active : [];
  const command = (name: string, label: string, icon: Command['icon'], run: () => Promise<Done | undefined>) => ({
    name,
    label,
    icon,
    run: () => runGuarded(context, run),
  });
  return [
    ...(table.name === 'lead' && only
      ? [command('qualify', 'Qualify', 'qualify', () => askQualify(api, textOf(only, table.idColumn)))]
      : []),
    ...(active.length > 0
      ? [command('deactivate', deactivate.label, 'deactivate', () => setState(context, active, deactivate))]
      : []),
    ...(inactive.length > 0
      ? [command('activate', activate.label, 'activate', () => setState(context, inactive, activate))]
      : []),
    ...(rows.length > 0 ? [command('delete', 'Delete', 'remove', () => remove(context, rows))] : []),
  ];
}

async function runGuarded(context: RecordCommandContext, run: () => Promise<Done | undefined>): Promise<void> {
  try {
    const done = await run();
    if (done) await context.onDone(done);
  } catch (error) {
    await context.onError(error);
  }
}

async function setState(
  { api, table }: RecordCommandContext,
  rows: readonly Row[],
  { label, to, consequence, done }: StateChange,
): Promise<Done | undefined> {
  const names = nameThem(table, rows);
  if (!(await confirmWith({ title: `${label} ${names}?`, text: consequence, confirmLabel: label }))) return undefined;
  for (const row of rows) await api.update(table.entitySet, textOf(row, table.idColumn), to);
  return { text: `${names}: ${done}.` };
}

async function remove({ api, table }: RecordCommandContext, rows: readonly Row[]): Promise<Done | undefined> {
  const names = nameThem(table, rows);
  const text = 'What belongs to it, such as permissions, goes with it. This cannot be undone.';
  if (!(await confirmWith({ title: `Delete ${names}?`, text, confirmLabel: 'Delete', danger: true }))) return undefined;
  for (const row of rows) await api.remove(table.entitySet, textOf(row, table.idColumn));
  return { text: `${names}: deleted.`, removed: true };
}

function nameThem(table: Table, rows: readonly Row[]): string {
  const [first] = rows;
  if (first && rows.length === 1) return rowName(table, first);
  return `${rows.length} ${table.pluralLabel.toLowerCase()}`;
}

function isActive(row: Row): boolean {
  return (numberOf(row, 'statecode') ?? activeState) === activeState;
}
