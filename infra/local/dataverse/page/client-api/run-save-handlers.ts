import type { SaveEvent } from '../form-model.ts';
import type { Handlers } from './handlers.ts';
import { type EventOptions, executionContext } from './run-handlers.ts';

/** "There is a 10 second limit for each promise" (client reference "Form OnSave event"). */
const promiseLimitMs = 10_000;

/**
 * Runs the OnSave handlers one after the other and waits for the promise of each. What a handler throws, rejects or does not settle
 * in time does not hold the save up, unless it called `preventDefaultOnError`; `preventDefault` counts only before the handler has
 * returned.
 */
export async function runSaveHandlers(
  handlers: Handlers,
  event: SaveEvent,
  options: Omit<EventOptions, 'args'>,
): Promise<void> {
  const shared = new Map<string, unknown>();
  let prevented = false;
  for (const [index, { name, run }] of handlers.all().entries()) {
    let open = true;
    let strict = false;
    let limitMs: number | undefined = promiseLimitMs;
    const prevent = () => {
      if (!open) return;
      prevented = true;
      event.prevent();
    };
    const args = {
      getSaveMode: () => event.mode,
      isDefaultPrevented: () => prevented,
      preventDefault: prevent,
      preventDefaultOnError: () => {
        if (open) strict = true;
      },
      disableAsyncTimeout: () => {
        limitMs = undefined;
      },
    };
    try {
      const given = run(executionContext({ ...options, args }, index + 1, shared));
      open = false;
      await settled(given, limitMs);
    } catch (error) {
      open = false;
      options.onError(name, error);
      if (!strict) continue;
      prevented = true;
      event.prevent();
    }
  }
}

async function settled(given: unknown, limitMs: number | undefined): Promise<void> {
  if (!(given instanceof Promise)) return;
  if (limitMs === undefined) return void (await given);
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The promise did not settle within 10 seconds.')), limitMs);
  try {
    await Promise.race([given, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
