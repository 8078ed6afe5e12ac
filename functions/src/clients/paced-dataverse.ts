import type { Dataverse } from './dataverse.ts';
import { CallError } from './http.ts';
import type { createPace } from './pace.ts';

/** Dataverse for work that can wait: each call at its own pace, and all of them wait when Dataverse asks to. A `query` counts as one. */
export function paceDataverse(dataverse: Dataverse, pace: ReturnType<typeof createPace>): Dataverse {
  async function paced<T>(call: () => Promise<T>): Promise<T> {
    await pace.next();
    try {
      return await call();
    } catch (error) {
      if (error instanceof CallError && error.retryAfterMs !== undefined) pace.hold(error.retryAfterMs);
      throw error;
    }
  }
  return {
    clock: () => paced(dataverse.clock),
    query: (path, headers) => paced(() => dataverse.query(path, headers)),
    page: (path, headers) => paced(() => dataverse.page(path, headers)),
    read: (path, headers) => paced(() => dataverse.read(path, headers)),
    revise: (path, columns, etag, select) => paced(() => dataverse.revise(path, columns, etag, select)),
    write: (path, columns, headers) => paced(() => dataverse.write(path, columns, headers)),
  };
}
