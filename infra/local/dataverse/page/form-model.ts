import { isSame, type Value } from './field-value.ts';

/** One column on a form. */
export type Attribute = {
  readonly column: string;
  readonly get: () => Value;
  /** Tells the listeners when the value is another one. */
  readonly set: (value: Value) => void;
  readonly isDirty: () => boolean;
  readonly onChange: (listener: () => void) => void;
};

/** Save modes as the client API numbers them (`getSaveMode`). */
export const saveModes = { save: 1, saveAndClose: 2, saveAndNew: 59 } as const;

/** Given to a save listener, which may refuse the save. */
export type SaveEvent = { readonly mode: number; readonly prevent: () => void };

/** How the write of the record ended. */
export type SaveEnd = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/** Why the values are there: the form was opened, its record saved, or read again. */
export type LoadReason = 'open' | 'save' | 'refresh';

/**
 * A form without its looks: values, which of them differ from what was loaded, and the three moments scripts of a solution
 * wait for (load, save, after save). Knows nothing of the DOM or the server, so a client API can be laid over it.
 */
export type FormModel = {
  readonly table: string;
  /** Absent until the record is created. */
  readonly id: () => string | undefined;
  readonly attributes: readonly Attribute[];
  readonly attribute: (column: string) => Attribute | undefined;
  readonly isDirty: () => boolean;
  /** The record as the server has it now: nothing is dirty afterwards. Load listeners run. */
  readonly load: (id: string | undefined, values: ReadonlyMap<string, Value>, reason?: LoadReason) => void;
  /** The record is stored under this id: nothing is dirty, and the after-save listeners run. */
  readonly settle: (id: string) => void;
  /** Called on every change of a value and after each load. */
  readonly onChange: (listener: () => void) => void;
  readonly onLoad: (listener: (reason: LoadReason) => void) => void;
  /** Listeners may answer a promise; the save waits for all of them. */
  readonly onSave: (listener: (event: SaveEvent) => void | Promise<void>) => void;
  readonly onPostSave: (listener: (end: SaveEnd) => void) => void;
  /** Runs the save listeners. False: one of them refused. */
  readonly mayBeSaved: (mode?: number) => Promise<boolean>;
  /** The record was not stored: the after-save listeners are told why. */
  readonly tellFailed: (error: unknown) => void;
};

export function createFormModel(table: string, columns: readonly string[]): FormModel {
  const changed = createSignal<void>();
  const loaded = createSignal<LoadReason>();
  const saved = createSignal<SaveEnd>();
  const guards: ((event: SaveEvent) => void | Promise<void>)[] = [];
  const cells = new Map(columns.map((column) => [column, createCell(column, changed.fire)]));
  const attributes = [...cells.values()].map(({ attribute }) => attribute);
  let recordId: string | undefined;
  return {
    table,
    id: () => recordId,
    attributes,
    attribute: (column) => cells.get(column)?.attribute,
    isDirty: () => attributes.some((attribute) => attribute.isDirty()),
    load: (id, values, reason = 'open') => {
      recordId = id;
      for (const [column, cell] of cells) cell.reset(values.get(column) ?? null);
      changed.fire();
      loaded.fire(reason);
    },
    settle: (id) => {
      recordId = id;
      for (const { attribute, reset } of cells.values()) reset(attribute.get());
      saved.fire({ ok: true });
    },
    onChange: changed.listen,
    onLoad: loaded.listen,
    onSave: (listener) => void guards.push(listener),
    onPostSave: saved.listen,
    mayBeSaved: async (mode = saveModes.save) => {
      let refused = false;
      const prevent = () => {
        refused = true;
      };
      await Promise.all(guards.map((guard) => guard({ mode, prevent })));
      return !refused;
    },
    tellFailed: (error) => saved.fire({ ok: false, error }),
  };
}

function createCell(column: string, tellForm: () => void) {
  const changed = createSignal<void>();
  let stored: Value = null;
  let current: Value = null;
  const put = (value: Value) => {
    if (isSame(value, current)) return;
    current = value;
    changed.fire();
    tellForm();
  };
  const attribute: Attribute = {
    column,
    get: () => current,
    set: (value) => put(value === '' ? null : value),
    isDirty: () => !isSame(stored, current),
    onChange: changed.listen,
  };
  const reset = (value: Value) => {
    stored = value;
    put(value);
  };
  return { attribute, reset };
}

function createSignal<T>() {
  const listeners: ((what: T) => void)[] = [];
  return {
    listen: (listener: (what: T) => void) => void listeners.push(listener),
    fire: (what: T) => {
      for (const listener of listeners) listener(what);
    },
  };
}
