type Handler = (context: never) => void;

export type FakeForm = {
  readonly form: Xrm.FormContext;
  /** What OnLoad gets. */
  readonly context: Xrm.Events.EventContext;
  /** What the form shows at its top, by the notification's id. */
  readonly notices: ReadonlyMap<string, string>;
  /** Sets values as a person does: the columns are dirty, their OnChange runs. */
  readonly type: (values: Readonly<Record<string, unknown>>) => void;
  /** Saves as Dynamics does; `prevented`: another handler stops it; `refused`: the server does. */
  readonly save: (how?: 'prevented' | 'refused') => void;
  /** The permission grid loads, as after a row was saved in it. */
  readonly loadGrid: () => void;
};

/** A form of one record with a few columns, of which only what scripts use is there. */
export function fakeForm({
  id = '{0F0E0D0C-0B0A-4908-8706-000000000001}',
  table = 'contact',
  type = 2,
  values = {},
}: {
  readonly id?: string;
  readonly table?: string;
  readonly type?: number;
  readonly values?: Readonly<Record<string, unknown>>;
} = {}): FakeForm {
  const notices = new Map<string, string>();
  const held = new Map(Object.entries(values));
  const dirty = new Set<string>();
  const onSave: Handler[] = [];
  const onPostSave: Handler[] = [];
  const onGridLoad: Handler[] = [];
  const onChange = new Map<string, Handler[]>();
  const run = (handlers: readonly Handler[], args?: unknown) => {
    for (const handler of handlers) handler({ getFormContext: () => form, getEventArgs: () => args } as never);
  };
  const attribute = (name: string) =>
    held.has(name)
      ? {
          getName: () => name,
          getValue: () => held.get(name),
          getIsDirty: () => dirty.has(name),
          controls: { get: () => ({ getLabel: () => `Label of ${name}` }) },
          addOnChange: (handler: Handler) => onChange.set(name, [...(onChange.get(name) ?? []), handler]),
        }
      : null;
  const grid = {
    getControlType: () => 'subgrid',
    getEntityName: () => 'assent_permission',
    addOnLoad: (handler: Handler) => onGridLoad.push(handler),
  };
  const form = {
    data: {
      entity: {
        getId: () => id,
        getEntityName: () => table,
        getIsDirty: () => dirty.size > 0,
        attributes: { get: () => [...held.keys()].map(attribute) },
        addOnSave: (handler: Handler) => onSave.push(handler),
        addOnPostSave: (handler: Handler) => onPostSave.push(handler),
      },
    },
    ui: {
      getFormType: () => type,
      controls: { get: () => [grid, { getControlType: () => 'standard' }] },
      setFormNotification: (text: string, _level: string, name: string) => notices.set(name, text),
      clearFormNotification: (name: string) => notices.delete(name),
    },
    getAttribute: attribute,
  } as unknown as Xrm.FormContext;
  return {
    form,
    context: { getFormContext: () => form } as Xrm.Events.EventContext,
    notices,
    type: (typed) => {
      for (const [name, value] of Object.entries(typed)) {
        held.set(name, value);
        dirty.add(name);
        run(onChange.get(name) ?? []);
      }
    },
    save: (how) => {
      run(onSave);
      if (how === 'prevented') return;
      if (how !== 'refused') dirty.clear();
      run(onPostSave, {
        getIsSaveSuccess: () => how !== 'refused',
        getEntityReference: () => ({ id, entityType: table }),
      });
    },
    loadGrid: () => run(onGridLoad),
  };
}
