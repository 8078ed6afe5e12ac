import type { Core } from './core.ts';
import type { Binding } from './core-types.ts';

/** A function and its trigger, as the library registered it. */
export type FoundTrigger = {
  readonly functionName: string;
  /** The name the trigger's data must carry when the function is called. */
  readonly bindingName: string;
  readonly binding: Binding;
};

/** The functions of an app that have a trigger of this type (`httpTrigger`, `timerTrigger`, `serviceBusTrigger`). */
export function findTriggers(core: Core, type: string): readonly FoundTrigger[] {
  return [...core.functions.values()].flatMap(({ metadata }) =>
    Object.entries(metadata.bindings)
      .filter(([, binding]) => binding.type.toLowerCase() === type.toLowerCase())
      .map(([bindingName, binding]) => ({ functionName: metadata.name, bindingName, binding })),
  );
}
