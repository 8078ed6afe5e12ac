/** A change of state as a command: what it is called, what it writes, what has happened afterwards. */
export type StateChange = {
  readonly label: string;
  /** The state and the status reason that goes with it; they are written together. */
  readonly to: { readonly statecode: number; readonly statuscode: number };
  readonly consequence: string;
  readonly done: string;
};

type StateChanges = { readonly activate: StateChange; readonly deactivate: StateChange };

const readOnly = 'It stays in the system and becomes read-only.';
const editable = 'It can be edited again.';
const active = { statecode: 0, statuscode: 1 };

const usual: StateChanges = {
  activate: { label: 'Activate', to: active, consequence: editable, done: 'activated' },
  deactivate: {
    label: 'Deactivate',
    to: { statecode: 1, statuscode: 2 },
    consequence: readOnly,
    done: 'deactivated',
  },
};

/** A lead is not deactivated but disqualified (2, status reason 4 Lost); 1 is Qualified, which only QualifyLead gives. */
const lead: StateChanges = {
  activate: { label: 'Reactivate', to: active, consequence: editable, done: 'reactivated' },
  deactivate: {
    label: 'Disqualify',
    to: { statecode: 2, statuscode: 4 },
    consequence: readOnly,
    done: 'disqualified',
  },
};

export function stateChangesOf(table: string): StateChanges {
  return table === 'lead' ? lead : usual;
}

/** State 0 is the active one of every table here; anything else is read-only on a form. */
export const activeState = active.statecode;

/** For answers without formatted values. */
export function stateLabel(table: string, statecode: number): string {
  const labels = table === 'lead' ? ['Open', 'Qualified', 'Disqualified'] : ['Active', 'Inactive'];
  return labels[statecode] ?? String(statecode);
}
