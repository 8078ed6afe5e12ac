import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import type {
  FunctionCallback,
  InvocationRequest,
  InvocationResponse,
  LogCategory,
  LogLevel,
  Registered,
} from './core-types.ts';

/**
 * Runs one function once, in the order of the worker: arguments, preInvocation hooks (may change inputs and handler), handler,
 * postInvocation hooks (may change result and error), response. Throws what the handler threw, unless a hook took it away.
 */
export async function invoke(
  core: Core,
  { metadata, callback }: Registered,
  request: InvocationRequest,
): Promise<InvocationResponse> {
  const invocationId = randomUUID();
  const hookData = {};
  const current: { context: object | undefined } = { context: undefined };
  const coreContext = {
    invocationId,
    request: { ...request, invocationId, functionId: metadata.functionId },
    metadata,
    state: '',
    log: (level: LogLevel, category: LogCategory, message: string) =>
      core.log(level, category, message, { functionName: metadata.name, invocationContext: current.context, hookData }),
  };
  const model = await core.model().getInvocationModel(coreContext);
  const { context, inputs } = await model.getArguments();
  current.context = context;

  const shared = { hookData, appHookData: core.appHookData, invocationContext: context };
  const before: { inputs: unknown[]; functionCallback: FunctionCallback } & typeof shared = {
    ...shared,
    inputs,
    functionCallback: callback,
  };
  coreContext.state = 'preInvocationHooks';
  await core.hooks.run('preInvocation', before);

  const after: { inputs: unknown[]; result: unknown; error: unknown } & typeof shared = {
    ...shared,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  coreContext.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The function threw nothing.');
  }
  // The library warns of log calls after the end of a handler by this very state.
  coreContext.state = 'postInvocationHooks';
  await core.hooks.run('postInvocation', after);
  coreContext.state = '';
  if (after.error) throw after.error;
  return model.getResponse(context, after.result);
}
