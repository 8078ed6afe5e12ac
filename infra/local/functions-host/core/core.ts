import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  LogCategory,
  LogLevel,
  ProgrammingModel,
  Registered,
  WriteLog,
} from './core-types.ts';
import { Disposable } from './disposable.ts';
import { createHooks, type Hooks } from './hooks.ts';

/** What the worker keeps of one app: its functions by id, its hooks and the library's programming model. */
export type Core = {
  readonly api: object;
  readonly functions: ReadonlyMap<string, Registered>;
  readonly hooks: Hooks;
  /** Shared by all hooks of the app. */
  readonly appHookData: Record<string, unknown>;
  /** `hookData` of the appStart and appTerminate hooks. */
  readonly appOnlyHookData: Record<string, unknown>;
  readonly model: () => ProgrammingModel;
  readonly log: (level: LogLevel, category: LogCategory, message: string, from?: LogSource) => void;
  /** From now on registrations are refused: the app has started. */
  readonly lock: () => void;
};

/** The call a log line comes from: log hooks see its hook data and context. */
export type LogSource = {
  readonly functionName: string;
  readonly invocationContext: object | undefined;
  readonly hookData: object;
};

/** `hostVersion` decides nothing here; the library only shows it. `version` is the worker's, new enough for log hooks (host 4.34). */
const versions = { version: '3.10.1', hostVersion: '4.1037.0' } as const;

/**
 * Provides what `require('@azure/functions-core')` gives inside the real worker. The library keeps every rule about data; the core
 * only remembers registrations and passes messages on, which is why a small one is enough.
 */
export function createCore(write: WriteLog): Core {
  const functions = new Map<string, Registered>();
  const hooks = createHooks();
  const appHookData: Record<string, unknown> = {};
  const state: { model?: ProgrammingModel; locked: boolean } = { locked: false };

  const log: Core['log'] = (level, category, message, from) => {
    const record = {
      hookData: from?.hookData ?? {},
      appHookData,
      level,
      message,
      category,
      invocationContext: from?.invocationContext,
    };
    hooks.runNow('log', record);
    // A hook may rewrite what the app says, never what the system says.
    if (category === 'user') write(record.level, `Function.${from?.functionName ?? 'app'}.User`, record.message);
    else write(level, from ? `Function.${from.functionName}` : 'Worker', message);
  };
  const registerFunction = (metadata: FunctionMetadata, callback: FunctionCallback): Disposable => {
    if (state.locked) throw new Error('A function can only be registered during app startup.');
    const id = metadata.functionId || metadata.name;
    if (functions.has(id)) throw new Error(`A function with id "${id}" has already been registered.`);
    functions.set(id, { metadata: { ...metadata, functionId: id }, callback });
    return new Disposable(() => functions.delete(id));
  };

  const api = {
    ...versions,
    Disposable,
    log: (level: LogLevel, category: LogCategory, message: string) => log(level, category, message),
    registerHook: (name: string, callback: HookCallback) => hooks.register(name, callback),
    registerFunction,
    setProgrammingModel: (model: ProgrammingModel) => {
      state.model = model;
    },
    getProgrammingModel: () => state.model,
  };
  return {
    api,
    functions,
    hooks,
    appHookData,
    appOnlyHookData: {},
    log,
    model: () => {
      if (!state.model) throw new Error('The app registered no function with @azure/functions.');
      return state.model;
    },
    lock: () => {
      state.locked = true;
    },
  };
}
