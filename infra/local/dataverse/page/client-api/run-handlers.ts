import type { Handlers } from './handlers.ts';

export type EventOptions = {
  readonly formContext: unknown;
  readonly globalContext: unknown;
  readonly source: unknown;
  readonly args: unknown;
  /** What a handler threw: the form goes on, the person is told. */
  readonly onError: (handler: string, error: unknown) => void;
};

/** Runs every handler of an event, in order; answers what each gave back (client reference "Execution context"). */
export function runHandlers(handlers: Handlers, options: EventOptions): readonly unknown[] {
  const shared = new Map<string, unknown>();
  return handlers.all().map(({ name, run }, index) => {
    try {
      return run(executionContext(options, index + 1, shared));
    } catch (error) {
      options.onError(name, error);
      return undefined;
    }
  });
}

export function executionContext(options: EventOptions, depth: number, shared: Map<string, unknown>) {
  return {
    getContext: () => options.globalContext,
    getDepth: () => depth,
    getEventArgs: () => options.args,
    getEventSource: () => options.source,
    getFormContext: () => options.formContext,
    getSharedVariable: (key: string) => shared.get(key),
    setSharedVariable: (key: string, value: unknown) => void shared.set(key, value),
  };
}
