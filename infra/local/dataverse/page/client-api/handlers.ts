/** A function of a solution's script. */
export type Handler = {
  readonly name: string;
  readonly run: (executionContext: unknown) => unknown;
  /** Handlers named in a form's XML get the context only where it says so. */
  readonly key: unknown;
};

/** The handlers of one event, in the order in which they run. */
export type Handlers = {
  readonly add: (handler: Handler) => void;
  /** `addOn…` of the client API: the script gives its function. */
  readonly addFunction: (handler: unknown) => void;
  readonly removeFunction: (handler: unknown) => void;
  readonly all: () => readonly Handler[];
};

/**
 * A function that is added twice runs twice, as there; removing takes every one of them. `getDepth` counts from 1 in this order
 * (client reference "getDepth").
 */
export function createHandlers(): Handlers {
  let list: readonly Handler[] = [];
  const add = (handler: Handler) => {
    list = [...list, handler];
  };
  return {
    add,
    addFunction: (key) => {
      if (typeof key !== 'function') throw new TypeError('A handler must be a function.');
      add({ name: key.name, key, run: (context) => Reflect.apply(key, undefined, [context]) });
    },
    removeFunction: (key) => {
      list = list.filter((handler) => handler.key !== key);
    },
    all: () => list,
  };
}
