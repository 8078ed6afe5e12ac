/** A step as it has to be. The step of a Custom API has the table `none`. */
export type WantedStep = {
  readonly table: string;
  readonly message: string;
  /** Only for Update: the columns it has to listen to. Empty = every column. */
  readonly filteringColumns: readonly string[];
};

/** A step as an organisation has it. */
export type RegisteredStep = WantedStep & { readonly id: string; readonly isOn: boolean };

export type StepProblem = {
  readonly step: WantedStep;
  /** `narrow`: it does not hear every column that it has to; `wide`: it hears more, which costs calls and harms nobody. */
  readonly kind: 'missing' | 'off' | 'narrow' | 'wide' | 'twice';
  /** What an admin reads: the step and what is wrong with it. */
  readonly says: string;
  /** The registrations that are meant; for `twice` those that are too many. */
  readonly ids: readonly string[];
};

/** Compares the steps of an organisation with those it has to have. Pure: the installer repairs by it, the self-check reports by it. */
export function compareSteps(
  wanted: readonly WantedStep[],
  registered: readonly RegisteredStep[],
): readonly StepProblem[] {
  return wanted.flatMap((step) => {
    const same = registered.filter(({ table, message }) => table === step.table && message === step.message);
    return problemsOf(step, same);
  });
}

/** The name of a step, as the solution gives it. */
export function stepName({ table, message }: { readonly table: string; readonly message: string }): string {
  return table === 'none' ? message : `${message} of ${table}`;
}

function problemsOf(step: WantedStep, same: readonly RegisteredStep[]): readonly StepProblem[] {
  const name = stepName(step);
  const on = same.filter(({ isOn }) => isOn);
  const [kept, ...tooMany] = on;
  if (same.length === 0) return [{ step, kind: 'missing', says: `${name} is not registered`, ids: [] }];
  if (!kept) return [{ step, kind: 'off', says: `${name} is switched off`, ids: same.slice(0, 1).map(({ id }) => id) }];
  const twice: readonly StepProblem[] = tooMany.length
    ? [{ step, kind: 'twice', says: `${name} is registered ${on.length} times`, ids: tooMany.map(({ id }) => id) }]
    : [];
  return [...twice, ...filterProblems(step, kept)];
}

/** Column filters count for Update only. */
function filterProblems(step: WantedStep, { id, filteringColumns: has }: RegisteredStep): readonly StepProblem[] {
  if (step.message !== 'Update') return [];
  const hearsAll = has.length === 0;
  const unheard = step.filteringColumns.filter((column) => !hearsAll && !has.includes(column));
  if (unheard.length > 0 || (step.filteringColumns.length === 0 && !hearsAll)) {
    const says = `${stepName(step)} does not listen to ${unheard.join(', ') || 'every column'}`;
    return [{ step, kind: 'narrow', says, ids: [id] }];
  }
  const needless = hearsAll ? step.filteringColumns.length > 0 : has.length > step.filteringColumns.length;
  return needless
    ? [{ step, kind: 'wide', says: `${stepName(step)} listens to more columns than are mapped`, ids: [id] }]
    : [];
}
