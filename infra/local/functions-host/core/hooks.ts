import type { HookCallback, HookName } from './core-types.ts';
import { Disposable } from './disposable.ts';

export type Hooks = {
  /** Throws a RangeError of the shape that `@azure/functions` looks for when the name is unknown. */
  readonly register: (name: string, callback: HookCallback) => Disposable;
  /** Runs the hooks of a name one after the other, in the order they were registered. */
  readonly run: (name: HookName, context: Record<string, unknown>) => Promise<void>;
  /** Log hooks run at once: a log line does not wait. */
  readonly runNow: (name: HookName, context: Record<string, unknown>) => void;
};

const names: readonly string[] = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'];

/** The hooks of an app, as the worker keeps them (azure-functions-nodejs-library, `hooks/registerHook`). */
export function createHooks(): Hooks {
  const callbacks = new Map<string, HookCallback[]>(names.map((name) => [name, []]));
  return {
    register: (name, callback) => {
      const list = callbacks.get(name);
      if (!list)
        throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), { isAzureFunctionsSystemError: true });
      list.push(callback);
      return new Disposable(() => {
        list.splice(list.indexOf(callback), 1);
      });
    },
    run: async (name, context) => {
      for (const callback of [...(callbacks.get(name) ?? [])]) await callback(context);
    },
    runNow: (name, context) => {
      for (const callback of [...(callbacks.get(name) ?? [])]) callback(context);
    },
  };
}
